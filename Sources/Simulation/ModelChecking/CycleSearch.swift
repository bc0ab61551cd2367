/// A search for a cycle of events without a fault, depth first from one node after the other.
struct CycleSearch<Subject: System>: ~Copyable {
  /// A path to a cycle, and once around it.
  struct Cycle {
    /// The node where the path begins.
    let root: Int
    /// The steps from the root to the cycle, and around it until its first node comes again.
    let steps: [Step]
    /// The number of steps, at the end, that are the cycle.
    let length: Int
  }

  /// One transition of a node, by its index.
  struct Step {
    let node: Int
    let transition: Int
  }

  /// A node on the present path, with its transitions.
  private struct Visit {
    let node: Int
    let transitions: [(index: Int, target: Int)]
    /// The number of transitions that were taken; the last of them leads to the next node of the path.
    var taken = 0

    var step: Step { Step(node: node, transition: transitions[taken - 1].index) }
  }

  /// The state of a node in the search: `outside` is no candidate, `onPath` lies on the present path.
  private enum Color { case outside, new, onPath, done }

  var search: LeastCostSearch<SuccessorGenerator<Subject>, FaultCost>
  private let candidates: [Int]
  private var colors: [Color]

  /// - Parameter candidates: the nodes among which the cycle must be, in the order of preference.
  init(
    _ search: consuming LeastCostSearch<SuccessorGenerator<Subject>, FaultCost>,
    among candidates: [Int]
  ) {
    self.candidates = candidates
    colors = Array(repeating: .outside, count: search.count)
    self.search = search
    for index in candidates { colors[index] = .new }
  }

  /// Returns a cycle that can be reached without a fault from the first candidate that allows it.
  mutating func first() throws(ExplorationError) -> Cycle? {
    for root in candidates where colors[root] == .new {
      var path = [try visit(root)]
      while let last = path.last {
        if last.taken == last.transitions.count {
          colors[last.node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].taken += 1
        let target = last.transitions[last.taken].target
        switch colors[target] {
        case .outside, .done: continue
        case .new: path.append(try visit(target))
        case .onPath:
          let before = path.prefix { $0.node != target }.count
          return Cycle(root: root, steps: path.map { $0.step }, length: path.count - before)
        }
      }
    }
    return nil
  }

  /// Finds the transitions of a node that have no fault.
  private mutating func visit(_ node: Int) throws(ExplorationError) -> Visit {
    colors[node] = .onPath
    var transitions: [(index: Int, target: Int)] = []
    search.expander.begin(at: node, mostFaults: 0)
    while let transition = try search.expander.next(of: search.system) {
      transitions.append((search.expander.transitionIndex, transition.target))
    }
    return Visit(node: node, transitions: transitions)
  }

  /// Returns the path to a cycle and once around it.
  mutating func path(to cycle: Cycle) throws(ExplorationError) -> RecordedPath<Subject.State> {
    let start = try search.path(to: cycle.root)
    let first = cycle.steps[cycle.steps.count - cycle.length].node
    var path = RecordedPath(state: search.expander.state(of: first))
    path.append(start)
    for step in cycle.steps {
      search.expander.begin(at: step.node, mostFaults: 0)
      try search.take(Int32(step.transition))
      search.expander.record(in: &path, of: search.system)
    }
    path.events = start.events + cycle.steps.count
    path.cycle = cycle.length
    return path
  }
}
