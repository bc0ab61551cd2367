/// Runs the path on which certain faults happen and no others, and records every event.
///
/// ```swift
/// let trace = try FaultReplayer(system) { $0 == lostAnswer }.trace()
/// ```
///
/// A chance of 1 happens all the same, and a chance of 0 does not. Of other choices the likelier branch is taken, and of
/// two equally likely ones the one in which nothing happens. Of delays with finitely many values the likeliest is
/// taken, and of equally likely ones the shortest; of continuous delays the median.
public struct FaultReplayer<Subject: System> {
  /// The rules that run.
  public let system: Subject
  /// The largest number of events.
  public let eventLimit: UInt64
  /// Returns true for a fault that shall happen.
  private let isMeant: (ChoicePoint) -> Bool

  /// - Parameter isMeant: returns true if the fault at a choice point is to happen; called for faults only, in their
  ///   order.
  public init(
    _ system: Subject, eventLimit: UInt64 = 100_000,
    suffering isMeant: @escaping (ChoicePoint) -> Bool
  ) {
    self.system = system
    self.eventLimit = eventLimit
    self.isMeant = isMeant
  }

  /// Runs the path.
  ///
  /// - Throws: the ``SimulationError`` that stopped it.
  public func trace() throws(SimulationError) -> Trace<Subject> {
    let world = ChosenWorld(system, isMeant)
    return try Trace.record(system, trial: 0, in: world, eventLimit: eventLimit)
  }
}

/// A world in which only the intended faults happen.
private struct ChosenWorld<Subject: System>: SteeredWorld {
  /// The events of the system.
  typealias Event = Subject.Event

  /// The system, which tells faults from other choices.
  private let system: Subject
  /// Returns true for a fault that shall happen.
  private let isMeant: (ChoicePoint) -> Bool
  /// The queue of events, which nothing random enters.
  var events = SampledWorld<Event>()

  /// A world for one path.
  init(_ system: Subject, _ isMeant: @escaping (ChoicePoint) -> Bool) {
    self.system = system
    self.isMeant = isMeant
  }

  /// A fault happens if it is meant. Of any other choice the likelier branch is taken, so that
  /// one set of faults names one path.
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    if chance == .never || chance == .always { return chance == .always }
    return system.isFault(choicePoint) ? isMeant(choicePoint) : chance.value > 0.5
  }

  /// The representative of a latency, near its median.
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    latency.representative
  }
}
