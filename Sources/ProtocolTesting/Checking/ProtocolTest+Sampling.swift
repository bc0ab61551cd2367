import Simulation

extension ProtocolTest {
  /// Runs trials until one breaks a property, and leaves out of it whatever can be left out.
  func sample(
    _ system: ProtocolSystem<Subject>, _ method: Method, trials: Int, seed: UInt64
  ) throws -> Report {
    var trialSystem = system
    trialSystem.isNumbering = true
    var sampler = Sampler(trialSystem, seed: seed, eventLimit: UInt64(limits.events))
    for trial in 0..<UInt64(trials) {
      let end: ProtocolSystem<Subject>.State
      do {
        end = try sampler.run(trial: trial)
      } catch {
        throw ProtocolProblem.endless(
          trial: Int(trial), limit: limits.events, state: stateText(system, trial, seed))
      }
      system.coverage.settle(keeping: true)
      guard system.firstBroken(in: end, isEnd: true) != nil else { continue }
      let course = course(system, trial: trial, seed: seed)
      guard course.broken != nil else {
        throw ProtocolProblem.notRepeatable(
          "trial \(trial) breaks a property, and taken again does not")
      }
      let least = course.shrunk(system, eventLimit: limits.events)
      let notes = ["found in trial \(trial) (seed \(seed)) and shrunk"]
      if let found = counterexample(least, notes: notes) { throw found }
    }
    return Report(properties.map(\.sentence), method)
  }

  /// A trial, taken once more.
  func course(
    _ system: ProtocolSystem<Subject>, trial: UInt64, seed: UInt64
  ) -> Course<Subject> {
    Course(system, eventLimit: limits.events) { _ in
      var world = SampledWorld<ProtocolSystem<Subject>.Event>()
      world.restart(luck: Luck(seed: seed, trial: trial))
      return world
    }
  }

  /// The participants of a trial where it was cut off.
  func stateText(_ system: ProtocolSystem<Subject>, _ trial: UInt64, _ seed: UInt64) -> String {
    StateChange.text(course(system, trial: trial, seed: seed).subject)
  }
}
