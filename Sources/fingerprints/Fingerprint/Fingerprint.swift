import EndToEnd
import Simulation

/// The results of one strategy, in one line of text that has to be the same on every
/// processor.
///
/// This file is compiled twice: natively, and as Embedded Swift for wasm32.
struct Fingerprint {
  /// The model and the strategy.
  let name: String
  let scenario: Scenario
  let eventLimit: UInt64
  let seed: UInt64

  /// The number of operations that are run in blocks, and of those that are also run one by one.
  private static let operations: UInt64 = 2_000
  private static let operationsOneByOne: UInt64 = 200
  /// The most states of an exact answer: the others are left out, on every processor alike.
  private static let states = 2_000

  /// The end of the line of a strategy whose results are the same with every seed.
  private static let isCertain = "; nothing is left to chance"

  /// The line, without an end.
  func line() -> String {
    if scenario.clients == nil { return "\(name): \(sampled())" }
    return "\(name): \(run())"
  }

  /// Operations, one after the other.
  private func sampled() -> String {
    var tally = Tally()
    var sampler = OperationSampler(scenario, seed: seed, eventLimit: eventLimit)
    var block = OutcomeBlock()
    do {
      var trial: UInt64 = 0
      while trial < Fingerprint.operations {
        let end = min(trial + UInt64(OperationSampler.blockSize), Fingerprint.operations)
        try sampler.outcomes(ofTrials: trial..<end, into: &block)
        if let usual = block.usual { tally.add(usual, at: block.dominantTimes) }
        for outcome in block.others { tally.add(outcome) }
        trial = end
      }
      for trial in 0..<Fingerprint.operationsOneByOne {
        tally.digest.add(try sampler.outcome(ofTrial: trial))
      }
    } catch {
      return "stopped by a limit after \(tally.description); \(exact().text)"
    }
    let (text, isCertain) = exact()
    let ending = tally.isUniform && isCertain ? Fingerprint.isCertain : ""
    return "\(tally.description); \(text)\(ending)"
  }

  /// Every way in which an operation may end, and how probable it is, to the last bit; and whether it is a single one.
  private func exact() -> (text: String, isCertain: Bool) {
    var limits = ExplorationLimits()
    limits.states = Fingerprint.states
    limits.discretisation = 2
    do {
      let distribution = try OperationExplorer(scenario, limits: limits).distribution()
      var digest = Digest()
      for (outcome, probability) in distribution.outcomes {
        digest.add(outcome)
        digest.add(probability)
      }
      digest.add(distribution.residual)
      if let time = distribution.meanTime { digest.add(time) }
      let text = "exactly \(distribution.states) states \(String(digest.word, radix: 16))"
      return (text, distribution.outcomes.count == 1 && distribution.residual == 0)
    } catch {
      guard case .states = error else { return ("not exactly", false) }
      return ("not exactly within the limit of states", false)
    }
  }

  /// A run of many clients.
  private func run() -> String {
    var tally = Tally()
    var sampler = FleetSampler(scenario, seed: seed)
    do {
      let record = try sampler.run(trial: 0) { outcomes in
        for outcome in outcomes { tally.add(outcome) }
      }
      tally.digest.add(record)
      let text = "\(sampler.events) events \(tally.description)"
      return try isSame(record) ? text + Fingerprint.isCertain : text
    } catch {
      return "stopped by a limit after \(tally.description)"
    }
  }

  /// Returns true if a run with another seed gives the same record. Only arrivals at fixed times allow that.
  private func isSame(_ record: LoadRecord) throws(SimulationError) -> Bool {
    guard case .constant? = scenario.clients?.arrivals else { return false }
    var sampler = FleetSampler(scenario, seed: seed + 1)
    return try sampler.run(trial: 0) { _ in } == record
  }
}
