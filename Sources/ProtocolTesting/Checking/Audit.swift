import Simulation

/// Random courses with no more faults than a search has tried, of which it must have met every state.
///
/// A search follows states that are equal once. If an `==` leaves out what matters it follows too few, and
/// proves what is wrong: a course that is simply taken from its start, comparing nothing, may show it.
struct Audit<Subject: Participants> {
  /// How many courses are taken.
  private static var courses: UInt64 { 300 }
  /// How probable each fault is made, from one course to the next.
  private static var probabilities: [Double] { [0.05, 0.15, 0.4] }

  private let test: ProtocolTest<Subject>
  private let system: ProtocolSystem<Subject>
  private let mostFaults: Int?

  init(_ test: ProtocolTest<Subject>, mostFaults: Int?) {
    self.test = test
    // What they cover does not count: they are no part of the check.
    var system = ProtocolSystem(test)
    system.isNumbering = true
    self.system = system
    self.mostFaults = mostFaults
  }

  /// Takes the courses.
  ///
  /// - Throws: the ``ProtocolProblem`` that one of them breaks what was proved.
  func run() throws {
    for trial in 0..<Self.courses where breaks(trial) {
      let course = Course(system, eventLimit: test.limits.events) { _ in world(trial) }
      guard let found = test.counterexample(course) else {
        throw ProtocolProblem.notRepeatable("a course breaks a property, and taken again does not")
      }
      throw ProtocolProblem.unequal(
        "no state that was followed breaks a property, and this course does:\n\(found)\n")
    }
  }

  private func breaks(_ trial: UInt64) -> Bool {
    var world = world(trial)
    var state = system.start(in: &world)
    var events = 0
    while let event = world.advance() {
      events += 1
      if events > test.limits.events { return false }
      system.receive(event, state: &state, in: &world)
    }
    return system.firstBroken(in: state, isEnd: true) != nil
  }

  private func world(_ trial: UInt64) -> RandomWorld<Subject> {
    let chance = Self.probabilities[Int(trial) % Self.probabilities.count]
    return RandomWorld(system, trial, fault: Probability(chance) ?? .never, mostFaults: mostFaults)
  }
}

/// A world in which any fault that may happen does so with the same probability, up to so many.
private struct RandomWorld<Subject: Participants>: CourseOfEvents {
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
