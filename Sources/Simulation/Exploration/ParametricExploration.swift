/// The endings of a system as functions of its chances: their probabilities, and the exact derivatives of these.
///
/// ```swift
/// let exploration = try Explorer(system).parametric { $0 }
/// exploration.evaluated().slopes[0]  // by the first chance, for each ending
/// ```
///
/// The derivative of a probability is carried from state to state beside it, so it is as exact as the probability
/// itself.
public struct ParametricExploration<Ending: Sendable>: Sendable {
  /// The chances, in the order of their discovery.
  public let chances: [ExploredChance]
  /// The endings, in the order of their discovery.
  public let endings: [Ending]
  /// The number of different states, counted with the events that are pending in them.
  public let states: Int
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  public let isApproximate: Bool
  /// A Boolean value that indicates whether mean times have a closed form.
  public let hasMeanTimes: Bool
  /// The graph that the exploration has found.
  let graph: ParametricGraph

  /// Returns the probabilities of the endings, with other probabilities of the chances.
  ///
  /// - Parameters:
  ///   - probabilities: one for each of ``chances``, between 0 and 1 without the ends; `nil` for their own.
  ///   - hasSlopes: true for derivatives too.
  public func evaluated(
    at probabilities: [Double]? = nil, hasSlopes: Bool = true
  ) -> ParametricValues {
    let own = chances.map { $0.probability }
    return graph.evaluated(own, at: probabilities ?? own, hasSlopes: hasSlopes)
  }
}

/// The probabilities of endings, and mean times, with their derivatives by each chance.
public struct ParametricValues: Sendable {
  /// The probability of each ending.
  public var probabilities: [Double] = []
  /// For each chance and ending the derivative of the ending's probability; empty if not asked for.
  public var slopes: [[Double]] = []
  /// For each reward its mean sum along a path.
  public var rewards: [Double] = []
  /// For each reward and chance the derivative of the mean sum; empty if not asked for.
  public var rewardSlopes: [[Double]] = []
  /// For each milestone the mean time until it is first reached, or until the end, in nanoseconds.
  public var times: [Double] = []
  /// For each milestone and chance the derivative of the mean time; empty if not asked for.
  public var timeSlopes: [[Double]] = []
}

extension Explorer {
  /// Explores all paths, and returns the endings as functions of the chances.
  ///
  /// - Parameter ending: returns a value for a state in which nothing is pending any more.
  /// - Returns: `nil` for a system that can come back to a state.
  /// - Throws: the ``ExplorationError`` that stopped the exploration.
  @inlinable
  public func parametric<Ending: Sendable>(
    _ ending: (Subject.State) -> Ending
  ) throws(ExplorationError) -> ParametricExploration<Ending>? {
    let graph = try StateGraph.explore(system, limits: limits, recordsChances: true)
    return graph.parametric(ending)
  }
}

extension StateGraph {
  /// The endings as functions of the chances; `nil` if the graph has a cycle.
  @usableFromInline
  consuming func parametric<Ending: Sendable>(
    _ ending: (Subject.State) -> Ending
  ) -> ParametricExploration<Ending>? {
    var chances: [ExploredChance] = []
    for number in 0..<self.chances.chances.count { chances.append(self.chances.chances[number]) }
    var plain = ParametricGraph(chanceCount: chances.count, startCount: startCount, edges: edges)
    for number in 0..<self.chances.powers.count { plain.powers.append(self.chances.powers[number]) }
    plain.powersOfEdges = self.chances.ofEdges
    for number in 0..<rewards.rewards.count { plain.rewards.append(rewards.rewards[number]) }
    plain.rewardsOfEdges = rewards.ofEdges
    var endings: [Ending] = []
    for index in 0..<count {
      let node = node(index)
      if successors.isEnding(node) {
        endings.append(ending(successors.states[node.state]))
        plain.endings.append(Int32(index))
      }
      plain.nodes.append(
        ParametricGraph.Node(
          outgoing: nodeEdges[index].outgoing,
          time: Double(successors.timeToNext(in: node.pendingSet) ?? 0),
          reached: successors.pendingSets.reached(in: node.pendingSet)))
    }
    guard plain.sort() else { return nil }
    return ParametricExploration(
      chances: chances, endings: endings, states: count, isApproximate: isDiscretised,
      hasMeanTimes: !hasUnknownWait, graph: plain)
  }
}

/// A graph of numbered states, whose edges have probabilities that depend on chances.
struct ParametricGraph: Sendable {
  let chanceCount: Int
  /// The number of edges from the start; they are the first ones.
  let startCount: Int
  /// The edges of all nodes.
  let edges: Edges
  /// The powers of chances that edges refer to.
  var powers: [[ChancePower]] = []
  /// For each edge the number of its powers.
  var powersOfEdges: [Int32] = []
  var rewards: [Rewards] = []
  /// For each edge the number of its rewards plus 1, or 0 for none. Edges past the end have none.
  var rewardsOfEdges: [Int32] = []
  /// The nodes, in the order of their numbers.
  var nodes: [Node] = []
  /// The nodes in which nothing is pending.
  var endings: [Int32] = []
  /// The nodes, each behind all from which an edge leads to it.
  private var order: [Int32] = []

  /// One state.
  struct Node: Sendable {
    /// The edges from the node.
    let outgoing: EdgeRun
    /// The time to its next event, in nanoseconds.
    let time: Double
    /// The milestones that are reached, one bit each.
    let reached: UInt8
  }

  init(chanceCount: Int, startCount: Int, edges: Edges) {
    self.chanceCount = chanceCount
    self.startCount = startCount
    self.edges = edges
  }

  /// Orders the nodes.
  ///
  /// - Returns: `false` if there is a cycle.
  mutating func sort() -> Bool {
    var expected = [Int32](repeating: 0, count: nodes.count)
    for target in edges.targets { expected[Int(target)] += 1 }
    order.reserveCapacity(nodes.count)
    visit(0..<startCount, &expected)
    var next = 0
    while next < order.count {
      visit(nodes[Int(order[next])].outgoing.edges, &expected)
      next += 1
    }
    return order.count == nodes.count
  }

  /// Marks the edges of a node as passed, and adds the nodes that wait for no other edge to the
  /// order.
  private mutating func visit(_ run: Range<Int>, _ expected: inout [Int32]) {
    for edge in run {
      let target = Int(edges.targets[edge])
      expected[target] -= 1
      if expected[target] == 0 { order.append(Int32(target)) }
    }
  }

  /// Returns the values at some probabilities of the chances.
  func evaluated(_ own: [Double], at probabilities: [Double], hasSlopes: Bool) -> ParametricValues {
    var pass = ParametricPass(self, own, at: probabilities, hasSlopes: hasSlopes)
    pass.follow(0..<startCount, from: nil)
    for index in order {
      let node = Int(index)
      let outgoing = nodes[node].outgoing
      if !outgoing.isFollowed || nodes[node].outgoing.count == 0 { continue }
      pass.addTime(in: node)
      pass.follow(outgoing.edges, from: node)
    }
    return pass.values
  }
}

/// One pass through a graph: the probability of each node, and its derivatives.
private struct ParametricPass {
  let graph: ParametricGraph
  /// The number of derivatives of each node.
  let width: Int
  /// For each number of powers the factor of its edges, by the changed probabilities.
  var factors: [Double] = []
  /// For each number of powers the derivatives of the logarithm of an edge's probability.
  var logSlopes: [[(chance: Int, slope: Double)]] = []
  /// The probability of each node.
  var probabilities: [Double]
  /// The derivatives of each node, next to each other.
  var slopes: [Double]
  /// The mean time until each milestone.
  var times = [Double](repeating: 0, count: Milestone.count)
  /// The derivatives of each milestone's time, next to each other.
  var timeSlopes: [Double]
  /// For each number of an edge's rewards the probability that such edges are taken.
  var rewarded: [Double]
  /// The derivatives of these, next to each other.
  var rewardedSlopes: [Double]
  /// The derivatives that an edge passes on.
  var passed: [Double]

  /// Prepares a pass: the factor of each product of powers at the changed chances, and its
  /// logarithmic derivative.
  ///
  /// - Parameters:
  /// - own: the chances with which the graph was explored.
  /// - changed: the chances at which it is evaluated.
  /// - hasSlopes: true to compute derivatives as well.
  init(_ graph: ParametricGraph, _ own: [Double], at changed: [Double], hasSlopes: Bool) {
    self.graph = graph
    width = hasSlopes ? graph.chanceCount : 0
    probabilities = [Double](repeating: 0, count: graph.nodes.count)
    slopes = [Double](repeating: 0, count: graph.nodes.count * width)
    timeSlopes = [Double](repeating: 0, count: Milestone.count * width)
    rewarded = [Double](repeating: 0, count: graph.rewards.count)
    rewardedSlopes = [Double](repeating: 0, count: graph.rewards.count * width)
    passed = [Double](repeating: 0, count: width)
    for powers in graph.powers {
      var factor = 1.0
      var logSlopes: [(chance: Int, slope: Double)] = []
      for power in powers {
        let chance = Int(power.chance)
        let (old, new) = (own[chance], changed[chance])
        if new != old {
          for _ in 0..<power.happened { factor *= new / old }
          for _ in 0..<power.spared { factor *= (1 - new) / (1 - old) }
        }
        let slope = Double(power.happened) / new - Double(power.spared) / (1 - new)
        logSlopes.append((chance, slope))
      }
      factors.append(factor)
      self.logSlopes.append(hasSlopes ? logSlopes : [])
    }
  }

  /// Adds the time until a node's next event.
  mutating func addTime(in node: Int) {
    for index in 0..<width { passed[index] = slopes[node * width + index] }
    addTime(graph.nodes[node].time, probabilities[node], reached: graph.nodes[node].reached)
  }

  /// Adds time that passes with a probability, whose derivatives are in `passed`.
  private mutating func addTime(_ time: Double, _ probability: Double, reached: UInt8) {
    if time == 0 { return }
    for milestone in times.indices where reached >> UInt8(milestone) & 1 == 0 {
      times[milestone] += time * probability
      for index in 0..<width { timeSlopes[milestone * width + index] += time * passed[index] }
    }
  }

  /// Adds the probability of an edge, whose derivatives are in `passed`, to that of its rewards.
  private mutating func addReward(ofEdge edge: Int, _ probability: Double) {
    guard edge < graph.rewardsOfEdges.count else { return }
    let number = Int(graph.rewardsOfEdges[edge]) - 1
    if number < 0 { return }
    rewarded[number] += probability
    for index in 0..<width { rewardedSlopes[number * width + index] += passed[index] }
  }

  /// Passes the probability of a node on along its edges; with `nil` that of the start.
  mutating func follow(_ run: Range<Int>, from node: Int?) {
    var probability = 1.0
    if let node { probability = probabilities[node] }
    for edge in run {
      let target = Int(graph.edges.targets[edge])
      let powers = Int(graph.powersOfEdges[edge])
      let share = graph.edges.probabilities[edge] * factors[powers]
      let part = probability * share
      probabilities[target] += part
      for index in 0..<width {
        var slope = 0.0
        if let node { slope = slopes[node * width + index] * share }
        passed[index] = slope
      }
      for (chance, slope) in logSlopes[powers] { passed[chance] += part * slope }
      for index in 0..<width { slopes[target * width + index] += passed[index] }
      addReward(ofEdge: edge, part)
      addTime(graph.edges.wait(edge), part, reached: graph.nodes[target].reached)
    }
  }

  /// For each reward the sum of its amounts, weighted by numbers for each number of rewards.
  private func sums(of weights: ArraySlice<Double>) -> [Double] {
    var sums = [Double](repeating: 0, count: Rewards.count)
    for (rewards, weight) in zip(graph.rewards, weights) {
      for index in sums.indices { sums[index] += weight * Double(rewards[index]) }
    }
    return sums
  }

  /// The values of the endings.
  var values: ParametricValues {
    var values = ParametricValues()
    for node in graph.endings { values.probabilities.append(probabilities[Int(node)]) }
    values.times = times
    values.rewards = sums(of: rewarded[...])
    var ofChances: [[Double]] = []
    for chance in 0..<width {
      let slopes = graph.rewards.indices.map { rewardedSlopes[$0 * width + chance] }
      ofChances.append(sums(of: slopes[...]))
    }
    for reward in 0..<(width == 0 ? 0 : Rewards.count) {
      values.rewardSlopes.append(ofChances.map { $0[reward] })
    }
    for chance in 0..<width {
      var ofEndings: [Double] = []
      for node in graph.endings { ofEndings.append(slopes[Int(node) * width + chance]) }
      values.slopes.append(ofEndings)
    }
    if width == 0 { return values }
    for milestone in times.indices {
      values.timeSlopes.append(Array(timeSlopes[milestone * width..<(milestone + 1) * width]))
    }
    return values
  }
}
