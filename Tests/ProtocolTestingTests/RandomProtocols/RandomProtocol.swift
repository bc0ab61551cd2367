import ProtocolTesting

/// A protocol of a few nodes whose handlers follow a random table of rules.
struct RandomProtocol: NodeProtocol {
  typealias Name = Int
  typealias Message = Int
  typealias Timer = Int

  struct NodeState: Hashable {
    var phase = 0
    var marks: Set<Int> = []
    /// The number of messages that the node has sent, if that is limited.
    var sends = 0
  }

  /// The occasion of a handler.
  enum Occasion: Hashable {
    case start
    case message(Int)
    case timer(Int)
  }

  enum Action: Hashable {
    case send(Int, to: Int)
    case sendMarks(to: Int)
    case set(Int, after: Delay)
    case setInRange(Int, from: Delay, to: Delay)
    case cancel(Int)
    case turn(to: Int)
    case mark(Int)
    case unmark(Int)
    case mayFail(turnsTo: Int)
    case choose([Int])
  }

  var names: [Int]
  /// The largest number of messages that a node sends; `nil` for no limit.
  var mostSends: Int?
  /// The actions of each node on each occasion, in even phases and in odd ones.
  var rules: [[Occasion: [[Action]]]]

  func initialState(of name: Int) -> NodeState { NodeState() }

  func started(_ name: Int, state: inout NodeState, in context: inout some Context<Self>) {
    act(.start, name, &state, in: &context)
  }
  func received(
    _ message: Int, from sender: Int, at name: Int, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    act(.message(message), name, &state, in: &context)
  }
  func timerFired(
    _ timer: Int, at name: Int, state: inout NodeState, in context: inout some Context<Self>
  ) {
    act(.timer(timer), name, &state, in: &context)
  }
  func crashed(_ name: Int, state: inout NodeState) {
    state = NodeState(phase: 3, sends: state.sends)
  }

  private func act(
    _ occasion: Occasion, _ name: Int, _ state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    for action in rules[name][occasion]?[state.phase % 2] ?? [] {
      switch action {
      case .send(let message, let receiver): send(message, to: receiver, &state, in: &context)
      case .sendMarks(let receiver):
        // In a fixed order, as the rules say.
        for mark in state.marks.sorted() { send(mark, to: receiver, &state, in: &context) }
      case .set(let timer, let delay): context.set(timer, after: delay)
      case .setInRange(let timer, let from, let to): context.set(timer, after: from...to)
      case .cancel(let timer): context.cancel(timer)
      case .turn(let phase): state.phase = phase
      case .mark(let mark): state.marks.insert(mark)
      case .unmark(let mark): state.marks.remove(mark)
      case .mayFail(let phase): if context.fails("slips", probability: 0.2) { state.phase = phase }
      case .choose(let phases): state.phase = context.choose("turn", among: phases)
      }
    }
  }

  private func send(
    _ message: Int, to receiver: Int, _ state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    if let mostSends {
      if state.sends == mostSends { return }
      state.sends += 1
    }
    context.send(message, to: receiver)
  }
}

/// A random protocol with a network, faults of the field and one property, all made from a seed.
struct RandomCase {
  enum Kind: CaseIterable { case never, atTheEnd, eventually, leadsTo }

  let seed: UInt64
  let kind: Kind
  let isEndless: Bool
  let hasRanges: Bool
  let hasSets: Bool
  let hasCrashes: Bool
  let hasPartitions: Bool
  let hasClocks: Bool
  let test: ProtocolTest<RandomProtocol>

  init(seed: UInt64) {
    var random = SplitMix(state: seed)
    let nodes = Int.random(in: 2...3, using: &random)
    let isEndless = Int.random(in: 0..<4, using: &random) == 0
    var timersHaveRanges = Int.random(in: 0..<4, using: &random) == 0
    var rules = (0..<nodes).map { node in
      RandomCase.rules(
        of: node, among: nodes, isEndless: isEndless, hasRanges: timersHaveRanges, &random)
    }
    if rules[0][.start] == [[], []] { rules[0][.start] = [[.send(0, to: 1)], [.send(1, to: 1)]] }
    let actions = rules.flatMap { $0.values.flatMap { $0.flatMap { $0 } } }
    timersHaveRanges = actions.contains { if case .setInRange = $0 { true } else { false } }
    hasSets = actions.contains { if case .mark = $0 { true } else { false } }
    let transport: Transport
    let network = Int.random(in: 0..<(isEndless ? 4 : 5), using: &random)
    switch network {
    case 0: transport = .reliable()
    case 1: transport = .lossy(loss: 0.2)
    case 2:
      transport = .lossy(loss: 0.2, latency: .milliseconds(9) ... .milliseconds(11))
    case 3:
      transport = .lossy(loss: 0.2, latency: .milliseconds(10) ... .milliseconds(15))
    default:
      transport = .faulty(
        loss: 0.2, duplication: 0.2, delayed: 0.2,
        delayedLatency: [.milliseconds(15), .milliseconds(25)])
    }
    self.isEndless = isEndless
    hasRanges = timersHaveRanges || network == 2 || network == 3
    let subject = RandomProtocol(
      names: Array(0..<nodes), mostSends: isEndless ? nil : 2, rules: rules)
    var test = ProtocolTest(subject, over: transport).ignoringEndlessExecutions()
    hasCrashes = Int.random(in: 0..<4, using: &random) == 0
    if hasCrashes { test = test.crashing(1, probability: 0.2, downFor: .milliseconds(12)) }
    hasPartitions = Int.random(in: 0..<4, using: &random) == 0
    if hasPartitions {
      test = test.partitioning(0, probability: 0.2, healsAfter: .milliseconds(12))
    }
    hasClocks = Int.random(in: 0..<6, using: &random) == 0
    if hasClocks { test = test.skewingClocks(of: 0, rates: [0.8], probability: 0.2) }
    kind = Kind.allCases[Int.random(in: 0..<4, using: &random)]
    let (one, other) = (
      Int.random(in: 0..<nodes, using: &random), Int.random(in: 0..<nodes, using: &random)
    )
    let (phase, next) = (
      Int.random(in: 1...3, using: &random), Int.random(in: 0...3, using: &random)
    )
    switch kind {
    case .never:
      test = test.never("two phases") { $0[one].phase == phase && $0[other].phase == next }
    case .atTheEnd:
      test = test.atTheEnd("another phase") { $0[one].phase != phase }
    case .eventually:
      test = test.eventually("a phase") { $0[one].phase == phase || $0[other].marks.contains(next) }
    case .leadsTo:
      test = test.leadsTo(
        "one phase to another", from: { $0[one].phase == phase }, to: { $0[other].phase == next })
    }
    test.limits.states = 500
    test.limits.events = 100
    self.test = test
    self.seed = seed
  }

  private static func rules(
    of node: Int, among nodes: Int, isEndless: Bool, hasRanges: Bool, _ random: inout SplitMix
  ) -> [RandomProtocol.Occasion: [[RandomProtocol.Action]]] {
    var rules: [RandomProtocol.Occasion: [[RandomProtocol.Action]]] = [:]
    for occasion in [.start, .message(0), .message(1), .timer(0), .timer(1)]
      as [RandomProtocol.Occasion]
    {
      rules[occasion] = (0..<2).map { _ in
        var actions: [RandomProtocol.Action] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          actions.append(action(of: node, among: nodes, hasRanges: hasRanges, &random))
        }
        return isEndless ? endless(actions, on: occasion, at: node) : actions
      }
    }
    return rules
  }

  private static func action(
    of node: Int, among nodes: Int, hasRanges: Bool, _ random: inout SplitMix
  ) -> RandomProtocol.Action {
    let bit = Int.random(in: 0...1, using: &random)
    let phase = Int.random(in: 0...3, using: &random)
    let delay = Delay.milliseconds(Int64(Int.random(in: 0...4, using: &random) * 5))
    let receiver = (node + Int.random(in: 1..<nodes, using: &random)) % nodes
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2: return .send(bit, to: receiver)
    case 3: return .sendMarks(to: receiver)
    case 4, 5:
      return hasRanges
        ? .setInRange(bit, from: delay, to: delay + .milliseconds(5)) : .set(bit, after: delay)
    case 6: return .cancel(bit)
    case 7, 8: return .turn(to: phase)
    case 9: return .mark(bit)
    case 10: return phase == 0 ? .unmark(bit) : .mayFail(turnsTo: phase)
    default: return .choose([phase, (phase + 1) % 4])
    }
  }

  /// The actions that are left where nothing limits the number of messages: the number under way must not grow.
  private static func endless(
    _ actions: [RandomProtocol.Action], on occasion: RandomProtocol.Occasion, at node: Int
  ) -> [RandomProtocol.Action] {
    var hasSent = false
    return actions.filter { action in
      switch action {
      case .send:
        if case .timer = occasion { return false }
        if occasion == .start, node != 0 { return false }
        defer { hasSent = true }
        return !hasSent
      case .sendMarks: return false
      default: return true
      }
    }
  }
}

/// A small generator of random numbers with a seed (Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators*,
/// 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
