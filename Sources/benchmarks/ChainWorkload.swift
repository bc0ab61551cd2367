import Simulation

/// W4 without time: the same retries as a chain of steps that take none, as a model checker knows them.
///
/// `Tests/Peers/chain.py` builds and checks the same chain in Storm.
enum ChainWorkload {
  /// - Parameter leastProbability: ways less probable than this are not followed; 0 for all, as Storm does.
  static func run(attempts: UInt16, leastProbability: Double) -> Measured {
    let clock = ContinuousClock()
    var limits = ExplorationLimits()
    limits.leastProbability = leastProbability
    var found: Exploration<Chain.State>?
    let time = clock.measure {
      do {
        found = try Explorer(Chain(attempts: attempts), limits: limits).explore()
      } catch {
        preconditionFailure("the chain can be explored: \(error)")
      }
    }
    guard let exploration = found else { preconditionFailure("the chain was explored") }
    var duplicate = 0.0
    for ending in exploration.endings where ending.state.copies >= 2 {
      duplicate += ending.probability
    }
    return Measured(
      workload: "W4 exact",
      variant: "untimed \(attempts)" + (leastProbability == 0 ? " (all ways)" : ""),
      amount: UInt64(exploration.states),
      unit: "states", time: time, counts: "duplicate \(duplicate) in \(time)")
  }
}

/// Blind retry, step by step: a request is sent, arrives, is stored, and is answered.
private struct Chain: System {
  /// One step of the chain, which takes no time.
  enum Event: Hashable, Sendable { case step }

  /// The places in the protocol at which something may go wrong.
  enum Phase: Hashable, Sendable { case sends, arrives, stores, succeeds, fails, waits, ends }

  /// The state of one write. The number of attempts is part of it, so the chain has no cycles.
  struct State: Hashable, Sendable {
    var phase = Phase.sends
    var attempt: UInt16 = 1
    var copies: UInt16 = 0
    var isAcknowledged = false
  }

  let attempts: UInt16
  /// The probability that a request or a response is lost.
  private let lost = Probability(0.01)
  /// The probability that the server fails before or after storing.
  private let failing = Probability(0.005)

  init(attempts: UInt16) { self.attempts = attempts }

  /// Schedules the first step.
  func start(in world: inout some World<Event>) -> State {
    world.schedule(.step, after: .zero)
    return State()
  }

  /// Takes a step, and schedules the next unless the write has ended.
  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    func happens(_ chance: Probability, _ world: inout some World<Event>) -> Bool {
      world.happens(chance, at: ChoicePoint(actor: 0, kind: 0, attempt: UInt32(state.attempt)))
    }
    switch state.phase {
    case .sends: state.phase = happens(lost, &world) ? .waits : .arrives
    case .arrives: state.phase = happens(failing, &world) ? .fails : .stores
    case .stores:
      state.copies += 1
      state.phase = happens(failing, &world) ? .fails : .succeeds
    case .succeeds:
      if happens(lost, &world) {
        state.phase = .waits
      } else {
        (state.phase, state.isAcknowledged) = (.ends, true)
        return
      }
    case .fails:
      _ = happens(lost, &world)
      state.phase = .waits
    case .waits:
      if state.attempt == attempts {
        state.phase = .ends
        return
      }
      state.attempt += 1
      state.phase = .sends
    case .ends: return
    }
    world.schedule(.step, after: .zero)
  }
}
