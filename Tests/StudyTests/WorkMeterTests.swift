import Statistics
import Study
import Testing

/// What a watcher sees of an experiment.
@Suite struct WorkMeterTests {
  @Test func allTrialsAndDisagreementsAreSeen() throws {
    var experiment = Experiment([
      EssayWrite.strategy("none", attempts: 1), EssayWrite.strategy("blind", attempts: 3),
    ])
    experiment.trials = 40_000
    experiment.jobs = 2
    let plain = try experiment.run()
    let meter = WorkMeter()
    meter.begin(total: 40_000)
    experiment.meter = meter
    let watched = try experiment.run()
    #expect(watched == plain)
    #expect(meter.reading.done == 40_000 && meter.reading.total == 40_000)
    #expect(meter.reading.disagreements == plain.tallies.map { $0.count(.disagree) })
    let least = Double(plain.tallies.map { $0.count(.disagree) }.filter { $0 > 0 }.min() ?? 0)
    #expect(meter.reading.precision == 1.96 / least.squareRoot())
    meter.begin(total: 7, done: 3)
    #expect(meter.reading == WorkMeter.Reading(done: 3, total: 7))
  }
}
