import Simulation

/// The time at which a search through every order of events leaves out orders that differ in nothing that a property
/// reads.
enum OrderReduction: Hashable, Sendable {
  case never
  /// As soon as there are many states. A small search gives the counterexample with the fewest events.
  case whenLarge
  case always

  /// The number of states up to which all orders are followed.
  static let mostStates = 20_000
}

extension FaultSearch {
  /// Searches every order of events.
  ///
  /// - Returns: the counterexample with the fewest faults. If all orders are followed it also has the fewest events.
  func searchEveryOrder(
    findsEndless: Bool
  ) throws(ExplorationError) -> StateSearch<ProtocolSystem<Subject>.State> {
    let checker = test.checker(system, mostFaults: mostFaults)
    func isBroken(_ state: ProtocolSystem<Subject>.State, _ isEnd: Bool) -> Bool {
      self.isBroken(state, isEnd)
    }
    if test.orderReduction == .whenLarge {
      var limits = checker.limits
      limits.states = min(limits.states, OrderReduction.mostStates)
      do throws(ExplorationError) {
        return try ModelChecker(system, mostFaults: mostFaults, limits: limits)
          .searchStatesInAnyOrder(findsEndless: findsEndless, for: isBroken)
      } catch {
        if !error.isLimit { throw error }
      }
    }
    if test.orderReduction != .never, let found = try searchReducedOrders(findsEndless) {
      return found
    }
    return try checker.searchStatesInAnyOrder(findsEndless: findsEndless, for: isBroken)
  }

  /// Searches every order of events, except for orders that differ only in events of nodes that do not depend on each
  /// other.
  ///
  /// All nodes whose states a property reads before the end are one group. Which they are shows in the search: it begins
  /// again with each that is new.
  ///
  /// - Returns: `nil` if all nodes may depend on each other, or an execution could not be put in order.
  private func searchReducedOrders(
    _ findsEndless: Bool
  ) throws(ExplorationError) -> StateSearch<ProtocolSystem<Subject>.State>? {
    // A trap is found in one state of all nodes at the same time.
    if test.diary != nil || test.trap != nil || system.names.count > 64 { return nil }
    let reads = NodeReads()
    var system = system
    system.reads = reads
    let checker = test.checker(system, mostFaults: mostFaults)
    while true {
      let joined = reads.nodes
      let groups = system.groups(joining: joined)
      if groups.count == 1 { return nil }
      let found = try checker.searchStatesInAnyOrder(of: groups, findsEndless: findsEndless) {
        reads.nodes != joined || isBroken($0, $1)
      }
      if reads.nodes == joined { return found }
    }
  }
}

extension ProtocolSystem {
  /// The groups of nodes that do not depend on each other.
  ///
  /// - Parameter nodes: the nodes that are one group, one bit each.
  fileprivate func groups(joining nodes: UInt64) -> EventGroups<ProtocolSystem> {
    let cuts = field?.cuts ?? []
    return EventGroups(
      sites: names.count, joined: names.indices.filter { nodes >> UInt64($0) & 1 == 1 },
      latency: { transport(names[$0], names[$1]).shortestLatency }, site: { $0.index },
      areDependent: { state, faultsLeft in
        // A partition changes what happens to the messages of all nodes.
        if cuts.isEmpty { return false }
        return faultsLeft > 0 || state.field?.cut != 0 || cuts.contains { $0.chance == .always }
      })
  }
}
