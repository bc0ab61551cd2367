import Simulation

/// A world in which any fault that may happen does so with the same probability, up to so many.
struct RandomWorld<Subject: Participants>: SteeredWorld {
  typealias Event = ProtocolSystem<Subject>.Event

  var events = SampledWorld<Event>()
  private let system: ProtocolSystem<Subject>
  private let fault: Probability
  private let mostFaults: Int?
  private var faults = 0

  init(
    _ system: ProtocolSystem<Subject>, _ trial: UInt64, fault: Probability, mostFaults: Int?
  ) {
    self.system = system
    self.fault = fault
    self.mostFaults = mostFaults
    events.restart(luck: KeyedRandom(seed: 0, trial: trial))
  }

  /// Takes the course until nothing is pending, or so many events have been handled.
  ///
  /// - Returns: where it ends, after how many events, and whether nothing is pending any more.
  mutating func run(
    eventLimit: Int
  ) -> (state: ProtocolSystem<Subject>.State, events: Int, hasEnded: Bool) {
    var state = system.start(in: &self)
    for count in 0..<eventLimit {
      guard let event = advance() else { return (state, count, true) }
      system.receive(event, state: &state, in: &self)
    }
    return (state, eventLimit, false)
  }

  mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    guard system.isFault(site), chance != .never, chance != .always else {
      return events.happens(chance, at: site)
    }
    if let mostFaults, faults == mostFaults { return false }
    let happens = events.happens(fault, at: site)
    if happens { faults += 1 }
    return happens
  }

  mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    events.delay(latency, at: site)
  }
}
