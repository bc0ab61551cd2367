import Simulation

/// Random executions with no more faults than a search has tried. The search must have met all their states.
///
/// A search follows equal states once. If an `==` ignores a field that matters, the search follows too few states and
/// its proof is wrong. A random execution compares no states, so it may show the error.
struct RandomWalkCheck<Subject: NodeProtocol> {
  /// The largest number of executions.
  private static var executions: UInt64 { 300 }
  /// The largest number of events of one execution.
  private static var eventsOfOne: Int { 500 }
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

  /// The largest number of events of all executions: a protocol need not end.
  private var eventsOfAll: Int { min(30_000, 5 * test.limits.events) }

  /// Runs the executions.
  ///
  /// - Throws: a ``ProtocolTestError`` if one of them breaks a property that was proved, or meets states that are equal
  ///   and have different descriptions.
  func run() throws {
    if test.properties.isEmpty { return try requireHonestEquality() }
    var comparison = StateComparison(system)
    var events = 0
    for trial in 0..<Self.executions where events < eventsOfAll {
      guard breaks(trial, &events, &comparison) else { continue }
      let execution = Execution.run(system, eventLimit: test.limits.events) { _ in world(trial) }
      guard let found = test.counterexample(execution) else {
        throw ProtocolTestError.notRepeatable(
          "a course breaks a property, and taken again does not")
      }
      throw ProtocolTestError.unequal(
        "no state that was followed breaks a property, and this course does:\n\(found)\n")
    }
    try comparison.requireNoDifference()
  }

  /// Compares the descriptions of states that are equal.
  ///
  /// - Throws: a ``ProtocolTestError`` if two of them differ.
  func requireHonestEquality() throws {
    var comparison = StateComparison(system)
    var events = 0
    for trial in 0..<Self.executions where !comparison.isOver && events < eventsOfAll {
      _ = breaks(trial, &events, &comparison)
    }
    try comparison.requireNoDifference()
  }

  /// Returns true if an execution breaks a property.
  private func breaks(
    _ trial: UInt64, _ events: inout Int, _ comparison: inout StateComparison<Subject>
  ) -> Bool {
    var world = world(trial)
    let execution = world.run(eventLimit: min(Self.eventsOfOne, test.limits.events)) { state in
      if !comparison.isOver { comparison.add(state) }
    }
    events += execution.events
    return system.firstBroken(in: execution.state, isEnd: execution.hasEnded) != nil
  }

  /// The world of one execution, with few or many faults by its number.
  private func world(_ trial: UInt64) -> RandomWorld<Subject> {
    let chance = Self.probabilities[Int(trial) % Self.probabilities.count]
    return RandomWorld(system, trial, fault: Probability(chance) ?? .never, mostFaults: mostFaults)
  }
}

/// A comparison of the descriptions of states that are equal.
private struct StateComparison<Subject: NodeProtocol> {
  /// The number of states after which it ends: descriptions take long.
  private static var most: Int { 1_500 }
  /// The number of times that each state is compared.
  private static var comparisonsOfOne: Int { 4 }

  private let names: [Subject.Name]
  /// The states that were met, with the number of times.
  private var known: [ProtocolSystem<Subject>.State: Int] = [:]
  private var count = 0
  private var difference: String?

  init(_ system: ProtocolSystem<Subject>) {
    names = system.names
  }

  /// A Boolean value that indicates whether no more states are compared.
  var isOver: Bool { count >= Self.most || difference != nil }

  mutating func add(_ state: ProtocolSystem<Subject>.State) {
    count += 1
    guard let index = known.index(forKey: state) else {
      known[state] = 1
      return
    }
    if known.values[index] > Self.comparisonsOfOne { return }
    known.values[index] += 1
    difference = difference(between: known.keys[index], and: state)
  }

  /// Throws an error if two states were equal and had different descriptions.
  func requireNoDifference() throws {
    guard let difference else { return }
    throw ProtocolTestError.unequal("two states are equal by '==', and differ: \(difference)")
  }

  /// Returns the first difference between the descriptions of two states.
  private func difference(
    between one: ProtocolSystem<Subject>.State, and other: ProtocolSystem<Subject>.State
  ) -> String? {
    for (index, name) in names.enumerated()
    where !Self.haveSameBytes(one.nodes[index], other.nodes[index]) {
      let change = StateChange.changes(from: one.nodes[index], to: other.nodes[index]).first
      if let change { return "\(ValueText.of(name)) \(change)" }
    }
    return nil
  }

  /// Returns true if two values have the same bytes, and so the same description.
  private static func haveSameBytes(_ one: Subject.NodeState, _ other: Subject.NodeState) -> Bool {
    withUnsafeBytes(of: one) { one in
      withUnsafeBytes(of: other) { other in one.elementsEqual(other) }
    }
  }
}
