import EndToEnd
import Simulation

var s = Scenario()
s.client.timeout = .milliseconds(200)
s.client.retry.attempts = 4
s.client.retry.backoff = Backoff(.exponential(base: .milliseconds(50), factor: 2, cap: .seconds(1)), jitter: .full)
s.network.request = Link(loss: Probability(0.01)!, latency: .exponential(mean: .milliseconds(20)))
s.network.response = Link(loss: Probability(0.01)!, latency: .exponential(mean: .milliseconds(20)))
s.server.service = .exponential(mean: .milliseconds(5))
s.server.failsBeforeStore = Probability(0.005)!
s.server.failsAfterStore = Probability(0.005)!
var sampler = OperationSampler(s, seed: 1)
let clock = ContinuousClock()
var counts = [Int](repeating: 0, count: 12)
let n: UInt64 = 3_000_000
let t = try clock.measure {
  for i in 0..<n {
    let o = try sampler.outcome(ofTrial: i)
    counts[Int(o.belief.rawValue) * 4 + Int(min(o.copies, 3))] += 1
  }
}
print(counts, Double(n) / (Double(t.components.seconds) + Double(t.components.attoseconds) * 1e-18))

struct Hold: System {
  let n: Int
  enum Event: Hashable { case e(UInt32) }
  struct State: Hashable { var handled: UInt32 = 0 }
  func start(in world: inout some World<Event>) -> State {
    for i in 0..<n { world.schedule(.e(UInt32(i)), after: world.delay(.exponential(mean: .seconds(1)), at: Site(actor: 0, kind: 0, attempt: UInt32(i)))) }
    return State()
  }
  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    guard case .e(let id) = event else { return }
    state.handled += 1
    if state.handled > 10_000_000 { return }
    world.schedule(.e(id), after: world.delay(.exponential(mean: .seconds(1)), at: Site(actor: 0, kind: 1, attempt: state.handled)))
  }
}
for n in [1000, 100_000, 1_000_000] {
  var sampler = Sampler(Hold(n: n), seed: 1, eventLimit: 1 << 40)
  var handled: UInt32 = 0
  let t = try clock.measure { handled = try sampler.run(trial: 0).handled }
  print(n, handled, Double(handled) / (Double(t.components.seconds) + Double(t.components.attoseconds) * 1e-18))
}
