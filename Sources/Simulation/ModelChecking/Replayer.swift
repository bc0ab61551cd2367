/// Lets a system take a course of events that was recorded, and writes everything down.
///
/// ```swift
/// let trace = try Replayer(system, counterexample.tape).trace()
/// for step in trace.steps { … }
/// ```
public struct Replayer<Subject: System> {
  public let system: Subject
  public let tape: Tape
  /// How many delays stood for a continuous distribution when the tape was recorded; `nil` for none.
  public let discretisation: Int?
  /// The most events that may be handled.
  public let eventLimit: UInt64

  /// - Precondition: the tape was recorded with this very system and discretisation, to an end.
  public init(
    _ system: Subject, _ tape: Tape, discretisation: Int? = nil, eventLimit: UInt64 = 100_000
  ) {
    self.system = system
    self.tape = tape
    self.discretisation = discretisation
    self.eventLimit = eventLimit
  }

  /// The course of events.
  ///
  /// - Throws: the ``SimulationError`` that stopped it.
  public func trace() throws(SimulationError) -> Trace<Subject> {
    let world = ReplayedWorld<Subject.Event>(tape, discretisation: discretisation)
    return try Trace(of: system, trial: 0, in: world, eventLimit: eventLimit)
  }
}

/// A world whose decisions are those of a tape, and past its end the first ways.
public struct ReplayedWorld<Event: Hashable & Sendable>: SteeredWorld {
  private var decisions: BranchingWorld<Event>
  public var events = SampledWorld<Event>()

  /// - Parameter discretisation: as it was when the tape was recorded.
  public init(_ tape: Tape, discretisation: Int?) {
    decisions = BranchingWorld(discretisation: discretisation)
    decisions.tape = tape
  }

  public mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    let happens = decisions.happens(chance, at: site)
    checkTape()
    return happens
  }

  public mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    // What was left open may be anything: nothing else was pending. The median is as good as any.
    let decided = decisions.decide(latency, at: site)
    checkTape()
    return decided ?? latency.plainest
  }

  private func checkTape() {
    precondition(decisions.unexpected == nil, "a tape is replayed by the system that recorded it")
  }
}
