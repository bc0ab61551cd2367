import Simulation

@testable import EndToEnd

/// What the attempts of one call meet, and what became of it.
struct ScriptedCall: Sendable {
  /// For each attempt: s for success, 5 for 500, 9 for 429, t for no answer. The last holds for all
  /// attempts after it.
  let meets: [Character]
  /// How many attempts there were.
  let attempts: UInt32
  /// What the bucket held afterwards, in tokens.
  let left: Double

  init(_ meets: String, _ attempts: UInt32, left: Double) {
    self.meets = Array(meets)
    self.attempts = attempts
    self.left = left
  }

  /// The failures of calls whose attempts fail with a chance that comes and goes.
  ///
  /// - Parameter kinds: the failures that there are, equally likely.
  static func failures(calls: Int, kinds: String, seed: UInt64) -> [String] {
    let random = KeyedRandom(seed: seed, trial: 0)
    return (0..<calls).map { call in
      let failing = [0.2, 0.9, 0.5, 0.95, 0.1][call * 5 / calls]
      return String(
        (0..<6).map { attempt in
          let point = ChoicePoint(
            actor: 0, kind: 0, attempt: UInt32(attempt), operation: UInt32(call))
          let bits = random.bits(at: point)
          if Double(bits >> 11) / 0x1p53 >= failing { return "s" }
          return Array(kinds)[Int(bits & 0x3ff) % kinds.count]
        })
    }
  }
}

/// One client's calls, one after the other, each of which meets what its script says.
struct ScriptedCalls: World {
  private static let half = Probability(0.5)
  private let scripts: [[Character]]
  private(set) var now = Instant.start
  private var pending: [(at: Instant, event: Fleet.Event)] = []
  /// How many attempts were sent since they were counted last, and whether the client thinks.
  private var attempts: UInt32 = 0
  private var thinks = false

  private init(_ scripts: [String]) {
    self.scripts = scripts.map { Array($0) }
  }

  /// The attempts of scripted calls under a client's rules.
  ///
  /// - Parameter apart: how long after a call's end the next one begins.
  static func run(_ scripts: [String], under client: Client, apart: Delay) -> [ScriptedCall] {
    var scenario = Scenario()
    scenario.client = client
    scenario.network.request.loss = half
    scenario.server.refusal.chance = half
    scenario.server.refusal.status = .tooManyRequests
    scenario.server.failsBeforeStore = half
    scenario.clients = Clients(count: 1, arrivals: .closed(thinkTime: .constant(apart)))
    scenario.clients?.lasts = .longest
    let fleet = Fleet(scenario)
    var world = ScriptedCalls(scripts)
    var state = fleet.start(in: &world)
    world.thinks = false
    var calls: [ScriptedCall] = []
    while calls.count < scripts.count, let event = world.next() {
      fleet.receive(event, state: &state, in: &world)
      // It thinks when its call has ended.
      guard world.thinks else { continue }
      calls.append(
        ScriptedCall(
          scripts[calls.count], world.attempts, left: state.shared[0].budget.tokens.value))
      (world.attempts, world.thinks) = (0, false)
    }
    return calls
  }

  private mutating func next() -> Fleet.Event? {
    // Of several at one instant the first that was scheduled.
    guard let first = pending.indices.min(by: { pending[$0].at < pending[$1].at }) else {
      return nil
    }
    now = pending[first].at
    return pending.remove(at: first).event
  }

  mutating func happens(_ chance: Probability, at point: ChoicePoint) -> Bool {
    guard chance == Self.half else { return chance == .always }
    let script = scripts[Int(point.operation)]
    let meets = script[min(Int(point.attempt), script.count) - 1]
    switch point.scenarioDecision {
    case .requestIsLost:
      attempts += 1
      return meets == "t"
    case .isRefused: return meets == "9"
    case .failsBeforeStore: return meets == "5"
    default: return false
    }
  }

  mutating func delay(_ latency: Latency, at point: ChoicePoint) -> Delay {
    if case .constant(let delay) = latency { delay } else { .zero }
  }

  mutating func schedule(_ event: Fleet.Event, after delay: Delay) {
    if case .clientHasThought = event { thinks = true }
    pending.append((now + delay, event))
  }

  /// The timers of a script never run out at the instant of another event.
  mutating func scheduleTimer(_ event: Fleet.Event, after delay: Delay) {
    schedule(event, after: delay)
  }

  mutating func cancel(_ event: Fleet.Event) {
    pending.removeAll { $0.event == event }
  }

  mutating func reach(_ milestone: Milestone) {}
}
