import Simulation

/// Runs one operation of a scenario after another, each with the luck of its trial.
///
/// The generic engine is specialised here, inside one module, so that the trial loop needs no
/// dynamic dispatch and those who count outcomes need not know the engine.
public struct OperationSampler {
  private var blocks: BlockSampler<Scenario>
  private let usual: Outcome?

  /// - Parameters:
  ///   - seed: the seed that all trials share.
  ///   - eventLimit: the most events that one trial may handle.
  public init(_ scenario: Scenario, seed: UInt64, eventLimit: UInt64 = 1_000_000) {
    blocks = BlockSampler(scenario, seed: seed, eventLimit: eventLimit)
    usual = blocks.usualState.map { Outcome($0, time: .zero, logs: scenario.logs) }
  }

  /// The outcome of one trial.
  ///
  /// - Throws: the `Limit` that stopped it.
  public mutating func outcome(ofTrial trial: UInt64) throws(Limit) -> Outcome {
    let state = try blocks.sampler.run(trial: trial)
    let decision = blocks.sampler.world.instant(of: .decision) ?? blocks.sampler.world.now
    return Outcome(state, time: decision.sinceStart, logs: blocks.sampler.system.logs)
  }

  /// The most trials of one ``OutcomeBlock``.
  public static var blockSize: Int { BlockSampler<Scenario>.blockSize }

  /// The outcomes of some trials: the same as one by one, and faster.
  ///
  /// - Parameters:
  ///   - trials: at most `blockSize`.
  ///   - block: where the outcomes are put in the place of others.
  /// - Throws: the `Limit` that stopped the first trial of those that were stopped.
  public mutating func outcomes(
    ofTrials trials: Range<UInt64>, into block: inout OutcomeBlock
  ) throws(Limit) {
    block.removeAll()
    block.usual = usual
    blocks.look(at: trials)
    for index in 0..<trials.count {
      if let decision = blocks.instantIfUsual(of: .decision, in: index) {
        block.usualTimes.append(decision.sinceStart)
      } else {
        block.others.append(try outcome(ofTrial: trials.lowerBound + UInt64(index)))
      }
    }
  }
}

extension Outcome {
  /// The outcome that a scenario's last state stands for.
  ///
  /// - Precondition: the client has decided, as it has whenever nothing is pending any more.
  public init(_ state: Scenario.State, time: Delay, logs: Logs) {
    guard case .decided(let decision) = state.client.phase else {
      preconditionFailure("an operation ended before its client decided")
    }
    hasLearned = state.hasLearned
    belief = hasLearned ? .acknowledged : decision
    copies = state.server.copies
    copiesAtDecision = state.copiesAtDecision
    isStale = state.server.isStale
    attempts = state.client.attempt
    requests = state.server.requests
    self.time = time
    let answeredError = state.server.hasAnsweredError || state.gateway.hasAnsweredError
    let clientLogged =
      switch logs.client {
      case .attempts: state.client.hasFailed
      case .final: decision != .acknowledged
      case .nothing: false
      }
    evidence = Evidence(
      serverLogged: logs.server && answeredError, clientLogged: clientLogged)
  }
}
