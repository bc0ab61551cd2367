import EndToEnd
import Simulation

extension Experiment {
  /// The number of trials for users who do not say how many: a million, or fewer where the writes take many events.
  ///
  /// The first trials of a pilot tell the number of events. Time is not measured, so that every machine makes as many
  /// trials.
  var usualTrials: UInt64 {
    var eventsOfPilot: UInt64 = 0
    var block = OutcomeBlock()
    for strategy in strategies {
      var sampler = OperationSampler(strategy.scenario, seed: seed, eventLimit: eventLimit)
      let first = PrecisionPlan.firstPilotTrial
      let size = UInt64(OperationSampler.blockSize)
      for start in stride(from: first, to: first + Experiment.pilotTrials, by: Int(size)) {
        let trials = start..<min(start + size, first + Experiment.pilotTrials)
        // The experiment itself reports a trial that reaches a limit.
        guard (try? sampler.outcomes(ofTrials: trials, into: &block)) != nil else {
          return StudyMethod.usualTrials
        }
      }
      eventsOfPilot += sampler.handledEvents
    }
    let possible = Experiment.usualEvents * Experiment.pilotTrials / max(eventsOfPilot, 1)
    return Experiment.usualNumbers.first { $0 <= possible } ?? Experiment.fewestUsualTrials
  }

  /// The trials of the pilot, for each strategy.
  private static let pilotTrials: UInt64 = 1_024
  /// The events of all strategies together, which take one or two seconds on two cores.
  private static let usualEvents: UInt64 = 50_000_000
  private static let usualNumbers: [UInt64] = [StudyMethod.usualTrials, 500_000, 200_000]
  private static let fewestUsualTrials: UInt64 = 100_000
}
