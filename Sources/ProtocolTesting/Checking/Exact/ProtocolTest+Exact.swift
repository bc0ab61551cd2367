import Simulation

extension ProtocolTest {
  /// The number of states from which on an exact check stops as soon as the bound is decided. Smaller protocols are
  /// followed to the end, since that takes a moment only.
  private static var ample: Int { 1 << 16 }

  /// Computes the probability that each property is broken, in their order.
  func explore(
    _ system: ProtocolSystem<Subject>, _ method: CheckMethod, atMost bound: Double
  ) throws -> CheckReport {
    let (tally, stage): (ProbabilityTally<Subject>, AbsorptionStage)
    do {
      (tally, stage) = try Explorer(system, limits: explorationLimits).absorb(
        into: ProbabilityTally(system),
        isDecided: { hasNothingToCover(system) && ProbabilityTally.isDecided($0, system) },
        add: { $0.add($1, $2, $3) },
        isEnough: { tally, stage in
          tally.broken.contains { $0 > bound }
            || stage.states >= Self.ample && tally.highest.allSatisfy { $0 <= bound }
        })
    } catch {
      throw self.error(for: error, system)
    }
    var report = CheckReport(properties.map(\.sentence), method)
    report.states = stage.states
    report.ties = stage.ties
    report.isApproximate = stage.isApproximate
    report.probabilities = tally.broken
    report.highestProbabilities = tally.highest
    report.residual = tally.residual
    report.endlessProbability = tally.endless
    for number in properties.indices {
      try requireBound(bound, on: number, report, isComplete: stage.isComplete, system)
    }
    try RandomWalkCheck(self, mostFaults: nil).requireHonestEquality()
    return report
  }

  /// Throws unless a property is broken with no more than the allowed probability.
  private func requireBound(
    _ bound: Double, on number: Int, _ report: CheckReport, isComplete: Bool,
    _ system: ProtocolSystem<Subject>
  ) throws {
    let property = properties[number]
    let interval = report.interval(of: number)
    if report.probabilities[number] > bound {
      let note =
        "it is broken, in this way or another, with probability \(interval); allowed is \(bound)"
      throw try example(of: property, notes: [note], system)
    }
    if report.highestProbabilities[number] > bound {
      // The residual alone breaks no property.
      throw isComplete
        ? ProtocolTestError.residual(report.residual, allowed: bound)
        : .tooManyStates(
          limit: limits.states,
          hint:
            "'\(property.sentence)' is broken with probability \(interval), and at most \(bound) "
            + "is allowed: that is not decided. " + hint)
    }
    if property.time == .atTheEnd, requiresEnds,
      report.probabilities[number] + report.endlessProbability > bound
    {
      let shown = EndlessSearch(only([property]), coverage: system.coverage).text()
      throw ProtocolTestError.neverEnds(
        probability: report.endlessProbability, shown: shown ?? "")
    }
  }

  /// Finds the execution with the fewest faults that breaks a property which is known to be broken.
  private func example(
    of property: Property<Subject>, notes: [String], _ system: ProtocolSystem<Subject>
  ) throws -> any Error {
    // Fault by fault: with any number of faults there may be infinitely many states.
    for most in 0... {
      do {
        let proof: Proof =
          property.time.isLiveness
          ? try LivenessCheck(
            self, property, coverage: system.coverage, mostFaults: most, notes: notes
          ).run()
          : try FaultSearch(only([property]), mostFaults: most, notes: notes).run().proof
        if proof.mostFaults == nil { break }
      } catch let found as Counterexample {
        return found
      } catch ProtocolTestError.tooManyStates {
        return try exampleOfTrials(of: property, notes: notes)
      }
    }
    return ProtocolTestError.brokenWithoutExample(property.sentence, notes.joined())
  }

  /// Finds an execution that breaks a property among random trials, which need no states.
  private func exampleOfTrials(
    of property: Property<Subject>, notes: [String]
  ) throws -> any Error {
    let trials = 10_000
    do {
      _ = try only([property]).sample(
        .samples(trials), trials: trials, seed: 1, Coverage(), notes: notes)
    } catch let found as Counterexample {
      return found
    } catch ProtocolTestError.endless {}
    return ProtocolTestError.brokenWithoutExample(property.sentence, notes.joined())
  }

  /// Returns true if no branch is left that the check must reach.
  private func hasNothingToCover(_ system: ProtocolSystem<Subject>) -> Bool {
    !requiresCoverage
      || system.branches.indices.allSatisfy {
        system.coverage.contains($0) || allowedUncovered.contains(system.branches[$0])
      }
  }
}
