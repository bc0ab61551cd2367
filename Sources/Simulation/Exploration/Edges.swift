/// The edges from a node, which are next to each other.
@usableFromInline
struct EdgeRun: Sendable {
  /// The index of the first edge; less than 0 if the node was not followed.
  @usableFromInline var first: Int32 = -1
  @usableFromInline var count: Int32 = 0

  @inlinable
  init() {}

  /// The first index of a node that is not followed since no known path to it is probable enough.
  @inlinable
  static var putOff: Int32 { -2 }

  /// A Boolean value that indicates whether the node was followed.
  @inlinable
  var isFollowed: Bool { first >= 0 }

  /// The indices of the edges; empty if the node was not followed.
  @inlinable
  var edges: Range<Int> {
    let lower = max(Int(first), 0)
    return lower..<lower + Int(count)
  }
}

/// The edges between nodes, those from one node next to each other.
@usableFromInline
struct Edges: Sendable {
  @usableFromInline var targets: [Int32] = []
  @usableFromInline var probabilities: [Double] = []
  /// For each edge the mean of an open draw before the target's next event, in nanoseconds. Edges past the end have none;
  /// most systems have none at all.
  @usableFromInline var waits: [Double] = []

  @inlinable
  init() {}

  @inlinable
  var count: Int { targets.count }

  @inlinable
  func wait(_ index: Int) -> Double { index < waits.count ? waits[index] : 0 }

  @inlinable @inline(__always)
  mutating func append(to target: Int, probability: Double, wait: Double) {
    if wait > 0 {
      while waits.count < count { waits.append(0) }
      waits.append(wait)
    }
    targets.append(Int32(target))
    probabilities.append(probability)
  }
}

/// The rewards of the edges of a graph. Few different ones occur, so each edge has the number of its own.
@usableFromInline
struct EdgeRewards: ~Copyable {
  @usableFromInline var rewards = InternTable<Rewards>()
  /// For each edge the number of its rewards plus 1, or 0 for none. Edges past the end have none.
  @usableFromInline var ofEdges: [Int32] = []

  @inlinable
  init() {}

  /// A Boolean value that indicates whether no edge has rewards.
  @inlinable
  var isEmpty: Bool { ofEdges.isEmpty }

  /// The number of the rewards of an edge plus 1; 0 for none.
  @inlinable
  func number(of edge: Int) -> Int { edge < ofEdges.count ? Int(ofEdges[edge]) : 0 }

  /// The rewards with a number that is not 0.
  @inlinable
  subscript(number: Int) -> Rewards { rewards[number - 1] }

  @inlinable
  mutating func append(_ own: Rewards, to edge: Int) {
    while ofEdges.count < edge { ofEdges.append(0) }
    ofEdges.append(Int32(rewards.number(of: own).number) + 1)
  }
}
