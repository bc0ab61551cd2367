/// Lets a system take the course of events in which certain faults happen and no others, and writes
/// everything down.
///
/// ```swift
/// let trace = try FaultReplayer(system) { $0 == lostAnswer }.trace()
/// ```
///
/// What is certain happens all the same, and what has no chance does not. Of other choices the likelier way
/// is taken, and of two equally likely ones that in which nothing happens; of delays with finitely many
/// values the likeliest, and of those the shortest; of continuous ones the median.
public struct FaultReplayer<Subject: System> {
  public let system: Subject
  /// The most events that may be handled.
  public let eventLimit: UInt64
  private let isMeant: (ChoicePoint) -> Bool

  /// - Parameter isMeant: whether the fault at a site is to happen; asked for faults alone, as they come.
  public init(
    _ system: Subject, eventLimit: UInt64 = 100_000,
    suffering isMeant: @escaping (ChoicePoint) -> Bool
  ) {
    self.system = system
    self.eventLimit = eventLimit
    self.isMeant = isMeant
  }

  /// The course of events.
  ///
  /// - Throws: the ``SimulationError`` that stopped it.
  public func trace() throws(SimulationError) -> Trace<Subject> {
    let world = ChosenWorld(system, isMeant)
    return try Trace(of: system, trial: 0, in: world, eventLimit: eventLimit)
  }
}

/// A world in which the faults happen that are meant to.
private struct ChosenWorld<Subject: System>: SteeredWorld {
  typealias Event = Subject.Event

  private let system: Subject
  private let isMeant: (ChoicePoint) -> Bool
  var events = SampledWorld<Event>()

  init(_ system: Subject, _ isMeant: @escaping (ChoicePoint) -> Bool) {
    self.system = system
    self.isMeant = isMeant
  }

  mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    if chance == .never || chance == .always { return chance == .always }
    return system.isFault(site) ? isMeant(site) : chance.value > 0.5
  }

  mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    latency.plainest
  }
}
