/// Looks for a circle of events without a fault, in depth from one node after the other.
struct CycleSearch<Subject: System>: ~Copyable {
  /// A way to a circle, and once around.
  struct Circle {
    /// Where the way to it begins.
    let root: Int
    /// From the root to the circle, and around it until the first node of the circle comes again.
    let steps: [Step]
    /// How many of the steps, at the end, are the round.
    let round: Int
  }

  /// From a node, the way with such a number.
  struct Step {
    let node: Int
    let way: Int
  }

  /// A node that is being left, by one way after the other.
  private struct Visit {
    let node: Int
    let ways: [(way: Int, target: Int)]
    /// How many of the ways have been taken; the last of them is the one under way.
    var taken = 0

    var step: Step { Step(node: node, way: ways[taken - 1].way) }
  }

  private enum Color { case outside, new, underWay, done }

  var search: LeastCostSearch<Subject, FaultCost>
  private let candidates: [Int]
  private var colors: [Color]

  /// - Parameter candidates: the nodes among which the circle must be, in the order of preference.
  init(_ search: consuming LeastCostSearch<Subject, FaultCost>, among candidates: [Int]) {
    self.candidates = candidates
    colors = Array(repeating: .outside, count: search.count)
    self.search = search
    for index in candidates { colors[index] = .new }
  }

  /// A circle that can be reached without a fault from the first candidate that allows it.
  mutating func first() throws(ExplorationProblem) -> Circle? {
    for root in candidates where colors[root] == .new {
      var path = [try visit(root)]
      while let last = path.last {
        if last.taken == last.ways.count {
          colors[last.node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].taken += 1
        let target = last.ways[last.taken].target
        switch colors[target] {
        case .outside, .done: continue
        case .new: path.append(try visit(target))
        case .underWay:
          let before = path.prefix { $0.node != target }.count
          return Circle(root: root, steps: path.map { $0.step }, round: path.count - before)
        }
      }
    }
    return nil
  }

  /// Finds the ways from a node that have no fault.
  private mutating func visit(_ index: Int) throws(ExplorationProblem) -> Visit {
    colors[index] = .underWay
    var ways: [(way: Int, target: Int)] = []
    search.unfolding.begin(at: index, mostFaults: 0)
    while let way = try search.unfolding.next(of: search.system) {
      ways.append((search.unfolding.number, way.target))
    }
    return Visit(node: index, ways: ways)
  }

  /// The course to a circle and once around.
  mutating func counterexample(
    _ circle: Circle
  ) throws(ExplorationProblem) -> RecordedPath<Subject.State> {
    let start = try search.counterexample(endingAt: circle.root)
    var tape = start.tape
    var probability = start.probability
    for step in circle.steps {
      search.unfolding.begin(at: step.node, mostFaults: 0)
      for _ in 0...step.way { _ = try search.unfolding.next(of: search.system) }
      tape.decisions += search.unfolding.world.tape.decisions
      probability *= search.unfolding.world.probability
    }
    return RecordedPath(
      tape: tape, faults: start.faults, probability: probability,
      events: start.events + circle.steps.count,
      state: search.state(circle.steps[circle.steps.count - circle.round].node),
      isApproximate: start.isApproximate)
  }
}
