import Simulation

/// A world in which any fault that may happen does so with the same probability, up to so many.
struct RandomWorld<Subject: Participants>: CourseOfEvents {
  typealias Event = ProtocolSystem<Subject>.Event

  private var drawn = SampledWorld<Event>()
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
    drawn.restart(luck: Luck(seed: 0, trial: trial))
  }

  var now: Instant { drawn.now }

  mutating func advance() -> Event? { drawn.advance() }

  mutating func happens(_ chance: Probability, at site: Site) -> Bool {
    guard system.isFault(site), chance != .never, chance != .always else {
      return drawn.happens(chance, at: site)
    }
    if let mostFaults, faults == mostFaults { return false }
    let happens = drawn.happens(fault, at: site)
    if happens { faults += 1 }
    return happens
  }

  mutating func delay(_ latency: Latency, at site: Site) -> Delay { drawn.delay(latency, at: site) }
  mutating func schedule(_ event: Event, after delay: Delay) { drawn.schedule(event, after: delay) }
  mutating func cancel(_ event: Event) { drawn.cancel(event) }
  mutating func reach(_ milestone: Milestone) { drawn.reach(milestone) }
}
