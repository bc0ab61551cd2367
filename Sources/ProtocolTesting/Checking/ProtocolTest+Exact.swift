import Simulation

extension ProtocolTest {
  /// The probability of each property to be broken, in their order.
  func explore(
    _ system: ProtocolSystem<Subject>, _ method: Method, atMost bound: Double
  ) throws -> Report {
    let exploration: Exploration<ProtocolSystem<Subject>.State>
    do {
      exploration = try Explorer(system, limits: explorationLimits).explore()
    } catch {
      throw problem(error, system)
    }
    var report = Report(properties.map(\.sentence), method)
    report.states = exploration.states
    report.residual = exploration.residual
    report.isApproximate = exploration.isApproximate
    report.probabilities = properties.indices.map { number in
      exploration.endings.reduce(0) { sum, ending in
        sum + (system.isBroken(number, atEnd: ending.state) ? ending.probability : 0)
      }
    }
    for (number, probability) in report.probabilities.enumerated()
    where probability + exploration.residual > bound {
      let note =
        "it is broken, in this way or another, with probability \(probability); allowed is \(bound)"
      // The residual alone breaks no property.
      if probability <= bound {
        throw ProtocolProblem.residual(exploration.residual, allowed: bound)
      }
      try Search(only([properties[number]]), mostFaults: nil, notes: [note]).run()
    }
    return report
  }

  func adversary(
    _ system: ProtocolSystem<Subject>, mostFaults: Int?
  ) -> ModelChecker<ProtocolSystem<Subject>> {
    ModelChecker(system, mostFaults: mostFaults, limits: explorationLimits)
  }

  var explorationLimits: ExplorationLimits {
    var exploration = ExplorationLimits()
    exploration.states = limits.states
    exploration.discretisation = limits.discretisation
    return exploration
  }
}
