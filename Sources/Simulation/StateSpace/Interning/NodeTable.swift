/// Nodes that are kept once each, and numbered from 0 in the order of their discovery.
///
/// A node is found through its state. As a rule a state is met with few pending sets, and again soon after it was
/// discovered, so the lookup stays near the last one, unlike in a hash table of many nodes. Only nodes for which their
/// state has no free slot are found by their hash.
@usableFromInline
struct NodeTable: ~Copyable {
  @usableFromInline var members = Members()
  /// For each state `slotsPerState` slots, which are filled in their order: the number of a node plus one, or 0.
  @usableFromInline var slots: [UInt32] = []
  /// The index of the nodes in the overflow.
  @usableFromInline var table = HashIndex()

  @usableFromInline
  struct Members {
    @usableFromInline var nodes: [Node] = []
    /// The nodes for which their state has no free slot.
    @usableFromInline var overflow: [UInt32] = []

    @inlinable
    init() {}
  }

  /// The number of nodes that are found through their state without hashing.
  @inlinable
  static var slotsPerState: Int { 6 }

  @inlinable
  init() {}

  @inlinable
  var count: Int { members.nodes.count }

  /// The node of a number.
  @inlinable
  subscript(number: Int) -> Node { members.nodes[number] }

  /// The number of a node, new or known.
  @inlinable @inline(__always)
  mutating func number(of node: Node) -> (number: Int, isNew: Bool) {
    let first = node.state &* NodeTable.slotsPerState
    while slots.count < first &+ NodeTable.slotsPerState { slots.append(0) }
    for slot in first..<first &+ NodeTable.slotsPerState {
      let entry = slots[slot]
      if entry == 0 {
        slots[slot] = UInt32(add(node)) &+ 1
        return (count - 1, true)
      }
      if members.nodes[Int(entry &- 1)] == node { return (Int(entry &- 1), false) }
    }
    return numberInOverflow(of: node)
  }

  /// Adds a node, and returns its number.
  @inlinable
  mutating func add(_ node: Node) -> Int {
    precondition(count < Int32.max, "a number has 31 bits")
    members.nodes.append(node)
    return count - 1
  }

  /// The number of a node of a state that has more nodes than there are slots.
  @usableFromInline
  mutating func numberInOverflow(of node: Node) -> (number: Int, isNew: Bool) {
    let found = table.find(hash: node.quickHash, among: members) {
      $0.nodes[Int($0.overflow[$1])] == node
    }
    if !found.isNew { return (Int(members.overflow[found.number]), false) }
    members.overflow.append(UInt32(add(node)))
    return (count - 1, true)
  }

  /// Reserves storage for a number of nodes.
  @inlinable
  mutating func reserve(_ count: Int) {
    members.nodes.reserveCapacity(count)
    slots.reserveCapacity(NodeTable.slotsPerState * count)
  }

  /// Releases the index; no node can be added or found afterwards.
  @inlinable
  mutating func close() {
    slots = []
    table = HashIndex()
    members.overflow = []
  }
}
