import EndToEnd
import Reports
import Simulation
import Statistics
import Study
import Testing

@Suite struct VerdictTests {
  private func verdicts() throws -> [SequenceChart.Verdict] {
    try DiverseScenarios.all.flatMap { scenario in
      let tracer = Tracer(scenario, seed: 2)
      return try (0..<12 as Range<UInt64>).map { trial in
        SequenceChart(try tracer.trace(trial: trial), of: scenario, title: "").verdict
      }
    }
  }

  @Test func outcomesAreThoseOfTheSampler() throws {
    for scenario in DiverseScenarios.all {
      let tracer = Tracer(scenario, seed: 2)
      var sampler = OperationSampler(scenario, seed: 2)
      for trial in 0..<12 as Range<UInt64> {
        let chart = SequenceChart(try tracer.trace(trial: trial), of: scenario, title: "")
        #expect(chart.verdict.outcome == (try sampler.outcome(ofTrial: trial)))
      }
    }
  }

  /// Every kind is met, and each sentence begins with the name of its kind.
  @Test func eachClassOfTheOutcomeIsNamed() throws {
    var met: Set<OutcomeClass> = []
    for verdict in try verdicts() {
      let outcome = verdict.outcome
      let names = verdict.sentences.map { String($0.prefix { $0 != ":" }) }
      #expect(names == verdict.kinds.map(\.rawValue))
      #expect(names.isEmpty == (outcome.belief == .rejected && outcome.copies == 0))
      #expect(names.contains("lost") == outcome.isLost)
      #expect(names.contains("phantom") == outcome.isPhantom)
      #expect(names.contains("falseRejection") == outcome.isFalseRejection)
      #expect(names.contains("duplicate") == outcome.isDuplicate)
      #expect(names.contains("late") == outcome.isLate)
      #expect(names.contains("stale") == outcome.isStale)
      #expect(names.contains("clean") == outcome.isClean)
      #expect(names.contains("unsure") == (outcome.isUnsure && outcome.copies == 0))
      met.formUnion(verdict.kinds)
    }
    #expect(met == [.lost, .phantom, .duplicate, .late, .stale, .clean, .unsure])
  }

  /// Every belief and every evidence is met, and called what the results call it.
  @Test func beliefAndEvidenceAreNamed() throws {
    var beliefs: Set<Belief> = []
    var evidence: Set<Evidence> = []
    for verdict in try verdicts() {
      let belief =
        switch verdict.outcome.belief {
        case .acknowledged: "acknowledged: "
        case .error: "error: "
        case .timeout: "timeout: "
        case .rejected: "rejected: "
        }
      #expect(try #require(verdict.client.first).hasPrefix(belief))
      let source =
        switch verdict.outcome.evidence {
        case .serverLog: "server-log: "
        case .clientLog: "client-log: "
        case .both: "both: "
        case .none: "none: "
        }
      #expect(verdict.evidence.hasPrefix(source))
      beliefs.insert(verdict.outcome.belief)
      evidence.insert(verdict.outcome.evidence)
    }
    #expect(beliefs == Set(Belief.allCases))
    #expect(evidence == Set(Evidence.allCases))
  }
}
