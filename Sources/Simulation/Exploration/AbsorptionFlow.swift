/// The flow of probability along the edges of a graph that need not be complete, until it stays somewhere.
///
/// Probability stays in a node that has no edges, and in a set of nodes that no edge leaves: a closed loop, which is
/// found and not iterated. The nodes are ordered by their strongly connected components (Tarjan, *Depth-First Search and
/// Linear Graph Algorithms*, 1972), each of which passes its probability on once.
@usableFromInline
struct AbsorptionFlow {
  /// The edges of the graph.
  private let edges: Edges
  /// The edges of each node.
  private let runs: [EdgeRun]
  /// The number of edges from the start, which come before those of the nodes.
  private let startCount: Int
  /// The probability that has arrived at each node and was not passed on.
  @usableFromInline private(set) var mass: [Double]
  /// For each node whether it belongs to a closed loop.
  @usableFromInline private(set) var isEndless: [Bool]
  /// The component of each node, while they are worked through.
  private var components: [Int32]
  /// The number of edges that may be followed in loops that have no closed form.
  private var work = 400_000_000

  /// The probability below which a loop is not iterated further.
  private static var least: Double { 1e-18 }

  /// - Parameters:
  ///   - edges: the edges, those from the start first.
  ///   - runs: the edges from each node; none if it was not followed.
  ///   - startCount: the number of edges from the start.
  @usableFromInline
  init(_ edges: Edges, _ runs: [EdgeRun], startCount: Int) {
    self.edges = edges
    self.runs = runs
    mass = [Double](repeating: 0, count: runs.count)
    isEndless = [Bool](repeating: false, count: runs.count)
    components = [Int32](repeating: -1, count: runs.count)
    self.startCount = startCount
  }

  /// Passes the probability from the start on until it stays everywhere.
  @usableFromInline
  mutating func flow() {
    for edge in 0..<startCount { pass(1, along: edge) }
    flow(from: (0..<startCount).map { edges.targets[$0] })
  }

  /// Moves probability along one edge.
  private mutating func pass(_ probability: Double, along edge: Int) {
    mass[Int(edges.targets[edge])] += probability * edges.probabilities[edge]
  }

  /// Moves all probability from some nodes on, component by component, in topological order.
  private mutating func flow(from roots: [Int32]) {
    var search = ComponentSearch(edges, runs)
    for root in roots { search.visit(from: root) }
    // The components that were found last come first.
    var end = search.members.count
    for (number, first) in search.firsts.enumerated().reversed() {
      let members = search.members[first..<end]
      for member in members { components[Int(member)] = Int32(number) }
      flow(through: members, Int32(number))
      end = first
    }
  }

  /// Passes the probability of a component on to the later ones.
  private mutating func flow(through members: ArraySlice<Int32>, _ number: Int32) {
    let first = Int(members[members.startIndex])
    var hasInner = false
    var hasOuter = false
    for member in members {
      for edge in runs[Int(member)].edges {
        if components[Int(edges.targets[edge])] == number {
          hasInner = true
        } else {
          hasOuter = true
        }
      }
    }
    if !hasInner {
      if !hasOuter { return }
      let probability = mass[first]
      mass[first] = 0
      for edge in runs[first].edges { pass(probability, along: edge) }
    } else if !hasOuter {
      for member in members { isEndless[Int(member)] = true }
    } else if let order = order(of: members, number, without: first) {
      flow(around: first, order, number)
    } else {
      iterate(Array(members), number)
    }
  }

  /// The members but for one in an order in which edges lead forward only; `nil` if there is none.
  private func order(
    of members: ArraySlice<Int32>, _ number: Int32, without entry: Int
  ) -> [Int]? {
    var expected: [Int32: Int] = [:]
    for member in members {
      for edge in runs[Int(member)].edges {
        let target = edges.targets[edge]
        if components[Int(target)] == number, Int(member) != entry {
          expected[target, default: 0] += 1
        }
      }
    }
    var order: [Int] = []
    for member in members where Int(member) != entry && expected[member] == nil {
      order.append(Int(member))
    }
    var next = 0
    while next < order.count {
      for edge in runs[order[next]].edges {
        let target = edges.targets[edge]
        guard components[Int(target)] == number, Int(target) != entry, let left = expected[target]
        else { continue }
        expected[target] = left - 1
        if left == 1 { order.append(Int(target)) }
      }
      next += 1
    }
    return order.count == members.count - 1 ? order : nil
  }

  /// Passes on the probability of a loop through one node, with the sum of the geometric series of its rounds.
  private mutating func flow(around entry: Int, _ order: [Int], _ number: Int32) {
    // What does not come to the entry leaves the loop, or comes there on its way.
    for node in order {
      let probability = mass[node]
      mass[node] = 0
      if probability > 0 { for edge in runs[node].edges { pass(probability, along: edge) } }
    }
    // One round from the entry: the visits to each node, and the share that leaves.
    var visits: [Int: Double] = [entry: 1]
    var leaving = 0.0
    for node in [entry] + order {
      guard let visit = visits[node], visit > 0 else { continue }
      for edge in runs[node].edges {
        let target = Int(edges.targets[edge])
        let passed = visit * edges.probabilities[edge]
        if components[target] != number {
          leaving += passed
        } else if target != entry {
          visits[target, default: 0] += passed
        }
      }
    }
    let rounds = mass[entry] / leaving
    if !rounds.isFinite { return }
    mass[entry] = 0
    for node in [entry] + order {
      guard let visit = visits[node], visit > 0 else { continue }
      for edge in runs[node].edges where components[Int(edges.targets[edge])] != number {
        pass(rounds * visit, along: edge)
      }
    }
  }

  /// Passes on the probability of loops that meet in several nodes, round by round, as far as the work allows.
  private mutating func iterate(_ members: [Int32], _ number: Int32) {
    while work > 0 {
      var left = 0.0
      for member in members {
        let probability = mass[Int(member)]
        if probability == 0 { continue }
        mass[Int(member)] = 0
        for edge in runs[Int(member)].edges { pass(probability, along: edge) }
        work -= Int(runs[Int(member)].count) + 1
      }
      for member in members { left += mass[Int(member)] }
      if left < AbsorptionFlow.least { return }
    }
  }
}

/// The search for the strongly connected components of a graph, depth first and without recursion.
private struct ComponentSearch {
  /// The edges of the graph.
  private let edges: Edges
  /// The edges of each node.
  private let runs: [EdgeRun]
  /// The members of all components, one component after the other; those that others lead to come first.
  private(set) var members: [Int32] = []
  /// The index of the first member of each component.
  private(set) var firsts: [Int] = []
  /// The order in which the nodes were visited; -1 before.
  private var numbers: [Int32]
  /// The least number that is known to be reachable from each node within its component.
  private var lowest: [Int32]
  /// A Boolean value for each node that indicates whether its component is not complete yet.
  private var isOpen: [Bool]
  /// The number of nodes that were visited.
  private var visited: Int32 = 0
  /// The nodes that have no component yet.
  private var open: [Int32] = []

  /// A search that has not visited any node.
  init(_ edges: Edges, _ runs: [EdgeRun]) {
    self.edges = edges
    self.runs = runs
    numbers = [Int32](repeating: -1, count: runs.count)
    lowest = numbers
    isOpen = [Bool](repeating: false, count: runs.count)
  }

  /// Finds the components that can be reached from a node. The path stands in an array: a deep
  /// graph would overflow the call stack.
  mutating func visit(from root: Int32) {
    if numbers[Int(root)] >= 0 { return }
    var path: [(node: Int, edge: Int)] = []
    begin(Int(root), &path)
    while let last = path.last {
      let run = runs[last.node].edges
      if last.edge < run.upperBound {
        path[path.count - 1].edge += 1
        let target = Int(edges.targets[last.edge])
        if numbers[target] < 0 {
          begin(target, &path)
        } else if isOpen[target] {
          lowest[last.node] = min(lowest[last.node], numbers[target])
        }
        continue
      }
      path.removeLast()
      if let before = path.last {
        lowest[before.node] = min(lowest[before.node], lowest[last.node])
      }
      if lowest[last.node] == numbers[last.node] { close(last.node) }
    }
  }

  /// Enters a node: it has the next number, and is open until its component is complete.
  private mutating func begin(_ node: Int, _ path: inout [(node: Int, edge: Int)]) {
    numbers[node] = visited
    lowest[node] = visited
    visited += 1
    isOpen[node] = true
    open.append(Int32(node))
    path.append((node, runs[node].edges.lowerBound))
  }

  /// Makes the nodes from one on a component, the first of them first.
  private mutating func close(_ node: Int) {
    firsts.append(members.count)
    guard let first = open.lastIndex(of: Int32(node)) else { return }
    for member in open[first...] {
      isOpen[Int(member)] = false
      members.append(member)
    }
    open.removeSubrange(first...)
  }
}
