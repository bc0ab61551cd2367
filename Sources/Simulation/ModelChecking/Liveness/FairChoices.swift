/// One of the branches of a transition.
@usableFromInline
struct Branch: Hashable {
  /// The number of the branch among those of its decision, from 0.
  @usableFromInline let number: Int
  /// A Boolean value that indicates whether the decision is a fair choice, which takes each of its branches again and
  /// again. Any other decision may go against a goal every time.
  @usableFromInline let isFair: Bool

  @inlinable
  init(number: Int, isFair: Bool) {
    self.number = number
    self.isFair = isFair
  }
}

/// The transitions of some nodes, to find those among which an adversary can stay although choices are fair.
struct FairChoices {
  private struct Transition {
    /// The node that it leads to.
    let target: Int
    /// The branches that it takes.
    let branches: [Branch]
  }

  /// The transitions from each node, in the order in which their decisions branch.
  private var transitions: [[Transition]]

  init(nodes: Int) {
    transitions = Array(repeating: [], count: nodes)
  }

  mutating func add(from node: Int, to target: Int, _ branches: [Branch]) {
    transitions[node].append(Transition(target: target, branches: branches))
  }

  /// Returns the largest set of candidates in which an adversary can stay for ever against all fair choices: the
  /// greatest fixed point, found by removing nodes until all that are left can stay.
  func avoidable(among candidates: [Int]) -> [Int] {
    var isIn = [Bool](repeating: false, count: transitions.count)
    for node in candidates { isIn[node] = true }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      // Nodes that were found later are as a rule nearer to an end.
      for node in candidates.reversed() where isIn[node] {
        if !staysIn(isIn, transitions[node][...], depth: 0) {
          isIn[node] = false
          hasChanged = true
        }
      }
    }
    return candidates.filter { isIn[$0] }
  }

  /// Returns true if an adversary can stay in a set by transitions that differ from the decision at a depth on.
  private func staysIn(_ set: [Bool], _ part: ArraySlice<Transition>, depth: Int) -> Bool {
    guard let first = part.first else { return false }
    guard depth < first.branches.count else { return set[first.target] }
    let isFair = first.branches[depth].isFair
    var rest = part
    while let next = rest.first {
      let branch = next.branches[depth].number
      let end = rest.firstIndex { $0.branches[depth].number != branch } ?? rest.endIndex
      let stays = staysIn(set, rest[..<end], depth: depth + 1)
      if stays != isFair { return stays }
      rest = rest[end...]
    }
    return isFair
  }
}
