/// Nodes that are kept once each, and numbered from 0 in the order in which they came.
///
/// A node is found by way of its state: as a rule a state is met with few outlooks, and again soon after it
/// was discovered. So what is looked for lies near what was looked for last, which in a hash table of many
/// nodes it does not; only the nodes for which their state has no place are found by their hash.
@usableFromInline
struct NodeTable: ~Copyable {
  @usableFromInline var members = Members()
  /// For each state the places of so many nodes: a number plus one, 0 for a free place. They are filled in
  /// their order.
  @usableFromInline var places: [UInt32] = []
  /// Finds the other nodes, by their number among themselves.
  @usableFromInline var table = HashIndex()

  @usableFromInline
  struct Members {
    @usableFromInline var nodes: [Node] = []
    /// Those for which their state has no place.
    @usableFromInline var crowd: [UInt32] = []

    @inlinable
    init() {}
  }

  @inlinable
  static var placesOfState: Int { 6 }

  @inlinable
  init() {}

  @inlinable
  var count: Int { members.nodes.count }

  @inlinable
  subscript(number: Int) -> Node { members.nodes[number] }

  /// The number of a node, new or known.
  @inlinable @inline(__always)
  mutating func number(of node: Node) -> (number: Int, isNew: Bool) {
    let first = node.state &* NodeTable.placesOfState
    while places.count < first &+ NodeTable.placesOfState { places.append(0) }
    for place in first..<first &+ NodeTable.placesOfState {
      let entry = places[place]
      if entry == 0 {
        places[place] = UInt32(add(node)) &+ 1
        return (count - 1, true)
      }
      if members.nodes[Int(entry &- 1)] == node { return (Int(entry &- 1), false) }
    }
    return numberInCrowd(of: node)
  }

  @inlinable
  mutating func add(_ node: Node) -> Int {
    precondition(count < Int32.max, "a number has 31 bits")
    members.nodes.append(node)
    return count - 1
  }

  @usableFromInline
  mutating func numberInCrowd(of node: Node) -> (number: Int, isNew: Bool) {
    let found = table.find(hash: node.quickHash, among: members) {
      $0.nodes[Int($0.crowd[$1])] == node
    }
    if !found.isNew { return (Int(members.crowd[found.number]), false) }
    members.crowd.append(UInt32(add(node)))
    return (count - 1, true)
  }

  /// Makes room for so many.
  @inlinable
  mutating func reserve(_ count: Int) {
    members.nodes.reserveCapacity(count)
    places.reserveCapacity(NodeTable.placesOfState * count)
  }

  /// Forgets where the nodes are found: no new one comes.
  @inlinable
  mutating func close() {
    places = []
    table = HashIndex()
    members.crowd = []
  }
}
