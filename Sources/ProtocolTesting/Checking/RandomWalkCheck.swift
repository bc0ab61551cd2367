import Simulation

/// Random executions with no more faults than a search has tried. The search must have met all their states.
///
/// A search follows equal states once. If an `==` ignores a field that matters, the search follows too few states and
/// its proof is wrong. A random execution compares no states, so it may show the error.
struct RandomWalkCheck<Subject: NodeProtocol> {
  /// The largest number of executions.
  private static var executions: UInt64 { 300 }
  /// The largest numbers of events of one execution, and of all: a protocol need not end.
  private static var eventsOfOne: Int { 500 }
  /// The number of events after which the check has seen enough.
  private static var eventsOfAll: Int { 30_000 }
  /// The number of events after which states are compared by their descriptions, which takes long.
  private static var eventsCompared: Int { 3_000 }
  /// The number of times that each state is compared.
  private static var comparisonsOfOne: Int { 8 }
  /// The probabilities of each fault, in turn from one execution to the next.
  private static var probabilities: [Double] { [0.05, 0.15, 0.4] }

  private let test: ProtocolTest<Subject>
  private let system: ProtocolSystem<Subject>
  /// The largest number of faults of the search.
  private let mostFaults: Int?

  init(_ test: ProtocolTest<Subject>, mostFaults: Int?) {
    self.test = test
    // The branches that they reach do not count: they are no part of the check.
    var system = ProtocolSystem(test)
    system.isNumbering = true
    self.system = system
    self.mostFaults = mostFaults
  }

  /// Runs the executions.
  ///
  /// - Throws: a ``ProtocolTestError`` if one of them breaks a property that was proved, or meets states that are equal
  ///   and have different descriptions.
  func run() throws {
    if !test.properties.isEmpty { try requireProof() }
    try requireHonestEquality()
  }

  /// Requires that no random execution breaks a property that a search has proved.
  ///
  /// - Throws: an error that shows both, since one of them must be wrong.
  private func requireProof() throws {
    var events = 0
    for trial in 0..<Self.executions where events < Self.eventsOfAll {
      guard breaks(trial, &events) else { continue }
      let execution = Execution.run(system, eventLimit: test.limits.events) { _ in world(trial) }
      guard let found = test.counterexample(execution) else {
        throw ProtocolTestError.notRepeatable(
          "a course breaks a property, and taken again does not")
      }
      throw ProtocolTestError.unequal(
        "no state that was followed breaks a property, and this course does:\n\(found)\n")
    }
  }

  /// Compares the descriptions of states that are equal.
  ///
  /// - Throws: a ``ProtocolTestError`` if two of them differ.
  func requireHonestEquality() throws {
    /// The states that were met, with the number of times.
    var known: [ProtocolSystem<Subject>.State: Int] = [:]
    var difference: String?
    var events = 0
    for trial in 0..<Self.executions where events < Self.eventsCompared && difference == nil {
      var world = world(trial)
      events +=
        world.run(eventLimit: min(Self.eventsOfOne, test.limits.events)) { state in
          guard difference == nil else { return }
          guard let index = known.index(forKey: state) else {
            known[state] = 1
            return
          }
          if known.values[index] > Self.comparisonsOfOne { return }
          known.values[index] += 1
          difference = self.difference(between: known.keys[index], and: state)
        }.events
    }
    if let difference {
      throw ProtocolTestError.unequal("two states are equal by '==', and differ: \(difference)")
    }
  }

  /// Returns the first difference between the descriptions of two states.
  private func difference(
    between one: ProtocolSystem<Subject>.State, and other: ProtocolSystem<Subject>.State
  ) -> String? {
    for (index, name) in system.names.enumerated() {
      let change = StateChange.changes(from: one.nodes[index], to: other.nodes[index]).first
      if let change { return "\(ValueText.of(name)) \(change)" }
    }
    return nil
  }

  /// Returns true if an execution breaks a property.
  private func breaks(_ trial: UInt64, _ events: inout Int) -> Bool {
    var world = world(trial)
    let execution = world.run(eventLimit: min(Self.eventsOfOne, test.limits.events)) { _ in }
    events += execution.events
    return system.firstBroken(in: execution.state, isEnd: execution.hasEnded) != nil
  }

  /// The world of one execution, with few or many faults by its number.
  private func world(_ trial: UInt64) -> RandomWorld<Subject> {
    let chance = Self.probabilities[Int(trial) % Self.probabilities.count]
    return RandomWorld(system, trial, fault: Probability(chance) ?? .never, mostFaults: mostFaults)
  }
}
