import ProtocolTesting
import Simulation
import Testing

/// A leader is elected in a ring (Chang, Roberts, *An Improved Algorithm for Decentralized Extrema-Finding in
/// Circular Configurations of Processes*, 1979). Over a network that loses messages it is not enough that those
/// ask again who began.
struct Ring: Participants {
  enum Message: Hashable {
    case candidate(Int)
    case elected(Int)
  }
  enum Timer: Hashable { case patience }

  let names = [1, 2, 3]
  var swallows = true
  var takesPart: Set<Int> = []
  var leaders: [Int: Int] = [:]
  var isAllRound = false

  mutating func start(_ name: Int, in world: inout some Context<Self>) {
    if name == 1 { send(.candidate(name), name, in: &world) }
  }

  mutating func receive(
    _ message: Message, from sender: Int, at name: Int, in world: inout some Context<Self>
  ) {
    switch message {
    case .candidate(name),
      .elected(name) where leaders[name] == nil:
      leaders[name] = name
      send(.elected(name), name, in: &world)
    case .candidate(let other) where other > name || !swallows || !takesPart.contains(name):
      takesPart.insert(name)
      world.send(.candidate(max(other, name)), to: name % 3 + 1)
    case .candidate: break  // Swallowed, as the paper has it.
    case .elected(name): isAllRound = true
    case .elected(let leader):
      leaders[name] = leader
      world.send(message, to: name % 3 + 1)
    }
  }

  mutating func fires(_ timer: Timer, at name: Int, in world: inout some Context<Self>) {
    if isAllRound || leaders[name, default: name] != name { return }
    send(leaders[name] == nil ? .candidate(name) : .elected(name), name, in: &world)
  }

  mutating func send(_ message: Message, _ name: Int, in world: inout some Context<Self>) {
    takesPart.insert(name)
    world.send(message, to: name % 3 + 1)
    world.set(.patience, after: .milliseconds(100))
  }
}

@Suite struct RingTests {
  @Test(arguments: [true, false])
  func aSwallowedCandidateIsNeverAskedForAgain(swallows: Bool) throws {
    let test = ProtocolTest(Ring(swallows: swallows), over: .lossy())
      .never("two leaders") { Set($0.leaders.values).count > 1 }
      .eventually("all know the leader") { $0.leaders.count == 3 }
    if !swallows {
      _ = try test.check(.anyFaults)
      return
    }
    #expect(throws: Counterexample.self) { try test.check(.faults(1)) }
  }
}
