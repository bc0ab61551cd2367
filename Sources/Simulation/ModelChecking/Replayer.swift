/// Runs a recorded path on its system again, and records every event.
///
/// ```swift
/// let trace = try Replayer(system, counterexample.tape).trace()
/// for step in trace.steps { … }
/// ```
public struct Replayer<Subject: System> {
  /// The rules that run.
  public let system: Subject
  /// The decisions to replay.
  public let tape: Tape
  /// The number of delays that approximated a continuous latency when the tape was recorded; `nil` for none.
  public let discretisation: Int?
  /// The largest number of events.
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

  /// Runs the path.
  ///
  /// - Throws: the ``SimulationError`` that stopped it.
  public func trace() throws(SimulationError) -> Trace<Subject> {
    let world = ReplayedWorld<Subject.Event>(tape, discretisation: discretisation)
    return try Trace.record(system, trial: 0, in: world, eventLimit: eventLimit)
  }
}

/// A world that makes the decisions of a recorded path, and after its end takes the first branches.
public struct ReplayedWorld<Event: Hashable & Sendable>: SteeredWorld {
  /// The decisions of the tape.
  private var decisions: BranchingWorld<Event>
  /// The delays that are still to be drawn, if the path lists them; `nil` if the tape decides the delays.
  private var delays: ArraySlice<Delay>?
  /// The pending events.
  public var events = SampledWorld<Event>()

  /// - Parameter discretisation: the number of delays that approximated a continuous latency when the tape was recorded.
  public init(_ tape: Tape, discretisation: Int?) {
    decisions = BranchingWorld(discretisation: discretisation)
    decisions.tape = tape
  }

  /// - Parameter discretisation: the number of delays that approximated a continuous latency when the path was found.
  public init<State>(_ path: RecordedPath<State>, discretisation: Int?) {
    self.init(path.tape, discretisation: discretisation)
    delays = path.delays.map { $0[...] }
  }

  /// Decides a chance at a choice point.
  public mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    let happens = decisions.happens(chance, at: choicePoint)
    checkTape()
    return happens
  }

  /// Draws a delay at a choice point.
  public mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    if delays != nil {
      let range = latency.range
      if range.low == range.high { return range.low }
      // An event after the end of the path changes nothing, so any delay will do. A path that was found with wider ranges
      // may need a delay that is not possible here: then it may end elsewhere.
      return max(min(delays?.popFirst() ?? range.low, range.high), range.low)
    }
    // The tape leaves a delay open only if nothing else was pending, so any delay will do.
    let decided = decisions.decide(latency, at: choicePoint)
    checkTape()
    return decided ?? latency.representative
  }

  /// Traps if the system has asked for another choice than the tape records: it is not the system
  /// that recorded it, or its handlers are not deterministic.
  private func checkTape() {
    if delays != nil { return }
    precondition(decisions.unexpected == nil, "a tape is replayed by the system that recorded it")
  }
}
