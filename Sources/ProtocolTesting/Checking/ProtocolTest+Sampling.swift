extension ProtocolTest {
  /// Runs trials until one breaks a property, and leaves out of it whatever can be left out.
  func sample(_ method: Method, trials: Int, seed: UInt64, _ coverage: Coverage) throws -> Report {
    var run = TrialRun(self, seed: seed, coverage: coverage)
    for trial in 0..<UInt64(max(trials, 0)) where try run.breaks(in: trial) {
      let course = run.course(of: trial)
      guard course.broken != nil else {
        throw ProtocolProblem.notRepeatable(
          "trial \(trial) breaks a property, and taken again does not")
      }
      let least = course.shrunk(run.system, eventLimit: limits.events)
      let notes = ["found in trial \(trial) (seed \(seed)) and shrunk"]
      if let found = counterexample(least, notes: notes) { throw found }
    }
    return Report(properties.map(\.sentence), method)
  }
}
