extension ProtocolTest {
  /// Runs trials until one breaks a property, and shrinks that one.
  ///
  /// - Parameter notes: the first notes of the counterexample.
  func sample(
    _ method: CheckMethod, trials: Int, seed: UInt64, _ coverage: Coverage, notes: [String] = []
  ) throws -> CheckReport {
    var run = TrialRun(self, seed: seed, coverage: coverage)
    for trial in 0..<UInt64(max(trials, 0)) where try run.breaks(in: trial) {
      let execution = run.execution(of: trial)
      guard execution.broken != nil else {
        throw ProtocolTestError.notRepeatable(
          "trial \(trial) breaks a property, and taken again does not")
      }
      let least = execution.shrunk(run.system, eventLimit: limits.events)
      let notes = notes + ["found in trial \(trial) (seed \(seed)) and shrunk"]
      if let found = counterexample(least, notes: notes) { throw found }
    }
    var report = CheckReport(properties.map(\.sentence), method)
    report.ties = run.ties
    return report
  }
}
