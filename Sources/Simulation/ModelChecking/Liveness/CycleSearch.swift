/// A search for a cycle of events without a fault, depth first from one node after the other.
///
/// The search keeps its path in an array, so a deep one needs no call stack. A node is done when
/// nothing that can be reached from it closes a cycle.
struct CycleSearch<Expander: NodeExpander & ~Copyable>: ~Copyable {
  /// The system that is searched.
  typealias Subject = Expander.Subject

  /// The search that has found the nodes.
  var search: LeastCostSearch<Expander>
  /// The nodes among which a cycle is looked for.
  private var candidates: [Int]
  /// The state of each node.
  private var colors: [Color] = []
  /// The number of nodes; transitions to others are no longer followed.
  private let nodeCount: Int

  /// - Parameter candidates: the nodes among which the cycle must be, in the order of preference.
  init(_ search: consuming LeastCostSearch<Expander>, among candidates: [Int]) {
    self.candidates = candidates
    nodeCount = search.count
    self.search = search
  }

  /// Returns the node to which the last transition leads; `nil` for one that the search had not found, as a handler causes
  /// that does something else when it is run again.
  private mutating func knownTarget() throws(ExplorationError) -> Int? {
    guard let target = try search.expander.knownTarget(of: search.system), target < nodeCount else {
      return nil
    }
    return target
  }

  /// Returns a cycle that goes on for ever even if every choice is fair: each of its values is taken again and again. It
  /// can be reached without a fault from the first candidate that allows it.
  ///
  /// Latencies and the order of events, where a search tries all, may go against the goal every time.
  mutating func firstFair() throws(ExplorationError) -> Cycle? {
    guard let cycle = try first() else { return nil }
    if !cycle.steps.suffix(cycle.length).contains(where: { $0.hasChoice }) { return cycle }
    var choices = FairChoices(nodes: nodeCount)
    for node in candidates {
      search.expander.begin(at: node, mostFaults: 0)
      while try search.expander.takeNext(of: search.system) {
        let branches = search.expander.branches(of: search.system)
        if let target = try knownTarget() {
          choices.add(from: node, to: target, branches)
        }
      }
    }
    candidates = choices.avoidable(among: candidates)
    return try first()
  }

  /// Returns a cycle that can be reached without a fault from the first candidate that allows it.
  mutating func first() throws(ExplorationError) -> Cycle? {
    colors = Array(repeating: .outside, count: nodeCount)
    for index in candidates { colors[index] = .new }
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
    var transitions: [(step: CycleStep, target: Int)] = []
    if let steps = search.steps, let known = steps.transitions(of: node) {
      for index in known {
        let step = CycleStep(
          node: node, transition: index - known.lowerBound, hasChoice: steps.haveChoices[index])
        transitions.append((step, Int(steps.targets[index])))
      }
      return Visit(node: node, transitions: transitions)
    }
    search.expander.begin(at: node, mostFaults: 0)
    while try search.expander.takeNext(of: search.system) {
      let index = search.expander.transitionIndex
      let hasChoice = search.expander.hasChoice(of: search.system)
      if let target = try knownTarget() {
        transitions.append((CycleStep(node: node, transition: index, hasChoice: hasChoice), target))
      }
    }
    return Visit(node: node, transitions: transitions)
  }

  /// Returns the path to a cycle and once around it.
  mutating func path(to cycle: Cycle) throws(ExplorationError) -> RecordedPath<Subject.State> {
    let start = try search.path(to: cycle.root)
    var path = RecordedPath(state: search.expander.state(of: cycle.first))
    path.append(start)
    for step in cycle.steps { try record(step, in: &path) }
    path.events = start.events + cycle.steps.count
    path.cycle = cycle.length
    return path
  }

  /// Adds a transition to a path.
  fileprivate mutating func record(
    _ step: CycleStep, in path: inout RecordedPath<Subject.State>
  ) throws(ExplorationError) {
    search.expander.begin(at: step.node, mostFaults: 0)
    try search.take(Int32(step.transition))
    search.expander.record(in: &path, of: search.system)
  }
}

/// A path to a cycle, and once around it.
struct Cycle {
  /// The node where the path begins.
  let root: Int
  /// The steps from the root to the cycle, and around it until its first node comes again.
  let steps: [CycleStep]
  /// The number of steps, at the end, that are the cycle.
  let length: Int

  /// The node where the cycle begins.
  var first: Int { steps[steps.count - length].node }
}

/// One transition of a node, by its index.
struct CycleStep {
  /// The node from which the transition leads.
  let node: Int
  /// The index of the transition among those of the node.
  let transition: Int
  /// A Boolean value that indicates whether a choice that is no fault decides the transition.
  let hasChoice: Bool
}

/// A node on the present path, with its transitions.
private struct Visit {
  let node: Int
  /// The transitions without a fault, with the nodes that they lead to.
  let transitions: [(step: CycleStep, target: Int)]
  /// The number of transitions that were taken; the last of them leads to the next node of the path.
  var taken = 0

  /// The transition that was taken last.
  var step: CycleStep { transitions[taken - 1].step }
}

/// The state of a node in the search: `outside` is no candidate, `onPath` lies on the present path.
private enum Color { case outside, new, onPath, done }

extension CycleSearch where Expander: ~Copyable {
  /// The number of times that a cycle through orders is followed to find times that repeat.
  private static var rounds: Int { 6 }

  /// Returns the path to a cycle of an order search, with times of its events that repeat for ever; `nil` if none were
  /// found.
  ///
  /// A node of such a search stands for many times of its events, so that its cycle need not be one of any of them.
  mutating func repeatingPath<Rules: System>(
    to cycle: Cycle
  ) throws(ExplorationError) -> RecordedPath<Rules.State>?
  where Expander == OrderExpander<Rules> {
    let start = try search.path(to: cycle.root)
    var path = RecordedPath(state: search.expander.state(of: cycle.first))
    path.append(start)
    for step in cycle.steps.dropLast(cycle.length) { try record(step, in: &path) }
    search.expander.markTimes()
    for _ in 0..<Self.rounds {
      for step in cycle.steps.suffix(cycle.length) { try record(step, in: &path) }
      search.expander.markTimes()
    }
    search.expander.endRecording(in: &path)
    guard let rounds = search.expander.repeatingRounds else { return nil }
    let before = start.events + cycle.steps.count - cycle.length
    path.events = before + rounds.upperBound * cycle.length
    path.cycle = rounds.count * cycle.length
    return path
  }
}
