import Testing

@testable import Simulation

@Suite struct NodeTableTests {
  /// As many pendingSets of a state as have slots, and far more.
  @Test(arguments: [1, NodeTable.slotsPerState, NodeTable.slotsPerState + 1, 300])
  func everyNodeHasOneNumberInTheOrderInWhichItCame(pendingSets: Int) {
    var nodes = NodeTable()
    var generator = SeededGenerator(seed: 4)
    var expected: [Node: Int] = [:]
    for _ in 0..<40_000 {
      // States come in the order of their numbers, as they are discovered, and again.
      let states = min(expected.count * 2 / pendingSets, 40) + 1
      let node = Node(
        state: .random(in: 0..<states, using: &generator),
        pendingSet: .random(in: 0..<UInt32(pendingSets), using: &generator))
      let found = nodes.number(of: node)
      #expect(found.isNew == (expected[node] == nil))
      #expect(found.number == expected[node, default: expected.count])
      #expect(nodes[found.number] == node)
      expected[node] = found.number
      #expect(nodes.count == expected.count)
    }
    #expect(expected.count > 30 * pendingSets)
  }
}
