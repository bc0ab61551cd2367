import Simulation

/// Runs one operation of a scenario after another, each with the random draws of its trial; where
/// the scenario has a person, one intention after another.
///
/// The generic engine is specialised here, inside one module, so that the trial loop needs no
/// dynamic dispatch and those who count outcomes need not know the engine.
public struct OperationSampler {
  /// One of the two, and the other is `nil`.
  private var operations: OutcomeSampler<Scenario>?
  private var intentions: OutcomeSampler<Intention>?

  /// - Parameters:
  ///   - seed: the seed that all trials share.
  ///   - eventLimit: the most events that one trial may handle.
  public init(_ scenario: Scenario, seed: UInt64, eventLimit: UInt64 = 1_000_000) {
    switch scenario.system {
    case .operation(let system):
      operations = OutcomeSampler(system, seed: seed, eventLimit: eventLimit)
    case .intention(let system):
      intentions = OutcomeSampler(system, seed: seed, eventLimit: eventLimit)
    }
  }

  /// The outcome of one trial.
  ///
  /// - Throws: the `SimulationError` that stopped it.
  public mutating func outcome(ofTrial trial: UInt64) throws(SimulationError) -> Outcome {
    if operations != nil { return try operations!.outcome(ofTrial: trial) }
    return try intentions!.outcome(ofTrial: trial)
  }

  /// The most trials of one ``OutcomeBlock``.
  public static var blockSize: Int { BlockSampler<Scenario>.blockSize }

  /// The outcomes of some trials: the same as one by one, and faster.
  ///
  /// - Parameters:
  ///   - trials: at most `blockSize`.
  ///   - block: where the outcomes are put in the place of others.
  /// - Throws: the `SimulationError` that stopped the first trial of those that were stopped.
  public mutating func outcomes(
    ofTrials trials: Range<UInt64>, into block: inout OutcomeBlock
  ) throws(SimulationError) {
    if operations != nil {
      try operations!.outcomes(ofTrials: trials, into: &block)
    } else {
      try intentions!.outcomes(ofTrials: trials, into: &block)
    }
  }
}

/// Runs one trial of a system after another.
private struct OutcomeSampler<Subject: OutcomeSystem> {
  private var blocks: BlockSampler<Subject>
  private let usual: Outcome?

  init(_ system: Subject, seed: UInt64, eventLimit: UInt64) {
    blocks = BlockSampler(system, seed: seed, eventLimit: eventLimit)
    usual = blocks.dominantState.map { system.outcome($0, time: .zero) }
  }

  mutating func outcome(ofTrial trial: UInt64) throws(SimulationError) -> Outcome {
    let state = try blocks.sampler.run(trial: trial)
    let decision = blocks.sampler.world.instant(of: .decision) ?? blocks.sampler.world.now
    return blocks.sampler.system.outcome(state, time: decision.sinceStart)
  }

  mutating func outcomes(
    ofTrials trials: Range<UInt64>, into block: inout OutcomeBlock
  ) throws(SimulationError) {
    blocks.look(at: trials)
    block.firstTrial = trials.lowerBound
    block.usual = usual
    block.others.removeAll(keepingCapacity: true)
    if let times = blocks.dominantTimes(of: .decision), let places = blocks.offPathIndices {
      block.dominantTimes = times
      block.offPathIndices = places
    } else {
      block.dominantTimes.removeAll()
      block.offPathIndices = Array(0..<trials.count)
    }
    for place in block.offPathIndices {
      block.others.append(try outcome(ofTrial: trials.lowerBound + UInt64(place)))
    }
  }
}
