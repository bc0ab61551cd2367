import ProtocolTesting
import Simulation

/// What the workers do about a decision.
extension TwoPhaseCommit {
  mutating func vote(as name: Name, in world: inout some Context<Self>) {
    if self[name].outcome == nil {
      if world.fails("cannot prepare") {
        finish(.abort, as: name, in: &world)
      } else {
        self[name].isPrepared = true
      }
    }
    world.send(.vote(isYes: self[name].isPrepared), to: .coordinator)
  }

  mutating func finish(
    _ decision: Decision, as name: Name, in world: inout some Context<Self>
  ) {
    world.cancel(.isLeftAlone)
    // What is done is done.
    if self[name].outcome == nil { self[name].outcome = decision }
  }
}

/// How the coordinator comes to its decision, and where it may crash.
extension TwoPhaseCommit {
  mutating func count(
    _ isYes: Bool, of name: Name, in world: inout some Context<Self>
  ) {
    guard isYes else { return decide(.abort, in: &world) }
    coordinator.yes.insert(name)
    if coordinator.yes == [.one, .two] { decide(.commit, in: &world) }
  }

  mutating func decide(_ decision: Decision, in world: inout some Context<Self>) {
    world.covers(decision == .commit ? .decidesToCommit : .decidesToAbort)
    world.cancel(.votesAreLate)
    if mistake == .logsLate { tell(decision, in: &world) }
    if !coordinator.isUp || crashes("crashes before it logs a decision", in: &world) { return }
    coordinator.log = decision
    if mistake != .logsLate { tell(decision, in: &world) }
  }

  mutating func tell(_ decision: Decision, in world: inout some Context<Self>) {
    for name in [Name.one, .two] {
      if crashes("crashes before it tells the decision", in: &world) { return }
      world.send(.decision(decision), to: name)
    }
  }

  private mutating func crashes(
    _ when: StaticString, in world: inout some Context<Self>
  ) -> Bool {
    guard world.fails(when) else { return false }
    coordinator.isUp = false
    coordinator.yes = []
    world.cancel(.votesAreLate)
    if comesBack { world.set(.restart, after: .milliseconds(200)) }
    return true
  }
}
