import Simulation

/// Random courses with no more faults than a search has tried, of which it must have met every state.
///
/// A search follows states that are equal once. If an `==` leaves out what matters it follows too few, and
/// proves what is wrong: a course that is simply taken from its start, comparing nothing, may show it.
struct RandomWalkCheck<Subject: Participants> {
  /// How many courses are taken at the most.
  private static var courses: UInt64 { 300 }
  /// How many events of one are, and of all together: a protocol need not end.
  private static var eventsOfOne: Int { 500 }
  private static var eventsOfAll: Int { 30_000 }
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
    var events = 0
    for trial in 0..<Self.courses where events < Self.eventsOfAll {
      guard breaks(trial, &events) else { continue }
      let course = Execution(system, eventLimit: test.limits.events) { _ in world(trial) }
      guard let found = test.counterexample(course) else {
        throw ProtocolProblem.notRepeatable("a course breaks a property, and taken again does not")
      }
      throw ProtocolProblem.unequal(
        "no state that was followed breaks a property, and this course does:\n\(found)\n")
    }
  }

  private func breaks(_ trial: UInt64, _ events: inout Int) -> Bool {
    var world = world(trial)
    let course = world.run(eventLimit: min(Self.eventsOfOne, test.limits.events))
    events += course.events
    return system.firstBroken(in: course.state, isEnd: course.hasEnded) != nil
  }

  private func world(_ trial: UInt64) -> RandomWorld<Subject> {
    let chance = Self.probabilities[Int(trial) % Self.probabilities.count]
    return RandomWorld(system, trial, fault: Probability(chance) ?? .never, mostFaults: mostFaults)
  }
}
