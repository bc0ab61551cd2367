import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

@Suite struct VerdictReportTests {
  private static func scenario(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario()
    scenario.network.request = Link(
      loss: Probability(0.01), latency: .constant(.milliseconds(20)))
    scenario.network.response = scenario.network.request
    scenario.client.timeout = .seconds(1)
    scenario.client.retry.attempts = 3
    change(&scenario)
    return scenario
  }

  /// A latency that the state keeps, and with which a timer races.
  private static let racing = scenario {
    $0.server.service = .exponential(mean: .milliseconds(20))
    $0.server.isServiceDrawnOnce = true
  }

  /// Three strategies, of which the last cannot be judged.
  private static func comparison(
    _ limits: ExplorationLimits = ExplorationLimits(), mostFaults: Int = 3,
    key: IdempotencyKey = IdempotencyKey()
  ) -> Comparison {
    let strategies = [
      Strategy(name: "blind", scenario: scenario()),
      Strategy(name: "key", scenario: scenario { $0.key = key }),
      Strategy(name: "racing", scenario: racing),
    ]
    let results = strategies.map {
      StrategyResult(
        strategy: $0.name, method: .sample(trials: 1, seed: 1), measurements: [])
    }
    return Comparison(Model(name: "m", title: "t", strategies: strategies), results: results)
      .judged(mostFaults: mostFaults, limits: limits)
  }

  @Test func theTableSaysWhatIsKnownAndWhatStandsAgainstMore() {
    #expect(
      Self.comparison().verdictText == """

        What can go wrong, however improbable

        strategy        lost      phantom   duplicate        late       stale
        ─────────────────────────────────────────────────────────────────────
        blind     impossible  by 3 faults  by 1 fault  impossible  impossible
        key       impossible  by 3 faults  impossible  impossible  impossible
        racing    impossible    undecided   undecided   undecided  impossible

        impossible: proved for any number of faults. by N faults: possible, and not with
        fewer.
        Not decided any further for racing: 'service: { once: … }' is kept for all
        attempts of a write, which the exact search can do only if it has finitely many
        values (constant, empirical), and the search through every order of events only
        if it is constant.

        Is it safe to retry?

        blind:  not safe: 1 fault makes a duplicate (attempt 1: response lost).
                disagree trace MODEL --strategy blind --outcome duplicate
        key:    safe to retry: no number of faults makes a duplicate or loses
                acknowledged data.
        racing: not decided: no number of faults loses acknowledged data, and of
                duplicates nothing is known.

        """)
  }

  @Test func withoutTheOptionNoVerdictIsPrinted() {
    let strategy = Strategy(name: "one", scenario: Self.scenario())
    let result = StrategyResult(
      strategy: "one", method: .sample(trials: 1, seed: 1), measurements: [])
    let comparison = Comparison(
      Model(name: "m", title: "t", strategies: [strategy]), results: [result])
    #expect(comparison.verdictText.isEmpty && comparison.verdictMarkdown.isEmpty)
    #expect(!comparison.csv().contains("verdict") && !comparison.longCSV().contains("verdict"))
    #expect(!comparison.json().contains("verdict"))
  }

  @Test func markdownNamesTheFaults() {
    let text = Self.comparison().verdictMarkdown
    #expect(text.contains("| by 1 fault: attempt 1: response lost | impossible | impossible |\n"))
    #expect(text.contains("- racing: not decided: no number of faults loses acknowledged data,"))
  }

  @Test func everyAnomalyHasARowAndEveryRowItsColumns() {
    let rows = Self.comparison().longCSV().split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows[0].suffix(3) == ["verdict", "verdict_faults", "verdict_note"])
    #expect(rows.count == 19)
    func row(_ strategy: String, _ anomaly: String) -> [String: String] {
      let row = rows.first { $0[1] == strategy && $0[3] == "verdict_\(anomaly)" } ?? []
      return Dictionary(zip(rows[0], row)) { first, _ in first }
    }
    let blind = row("blind", "duplicate")
    #expect(blind["method"] == "exact" && blind["unit"] == "faults" && blind["trials"] == "")
    #expect(["estimate", "low", "high"].map { blind[$0] } == ["1", "1", "1"])
    #expect(blind["verdict"] == "possible" && blind["verdict_faults"] == "1")
    #expect(blind["verdict_note"] == "attempt 1: response lost")
    let key = row("key", "duplicate")
    #expect(key["verdict"] == "impossible" && key["verdict_faults"] == "" && key["low"] == "")
    let racing = row("racing", "duplicate")
    #expect(racing["verdict"] == "undecided" && racing["low"] == "0" && racing["high"] == "")
    #expect(racing["verdict_note"]?.isEmpty == false)
    let wide = Self.comparison().csv().split(separator: "\n")
    #expect(
      wide[0].hasSuffix(
        ",stale_verdict,stale_faults,falseRejection_verdict,falseRejection_faults"))
    #expect(
      wide[1].hasSuffix(
        ",impossible,,possible,3,possible,1,impossible,,impossible,,impossible,"))
  }

  @Test func fewerFaultsAreSaidAsSuch() {
    var limits = ExplorationLimits()
    limits.states = 30
    // Of a key that is kept for a time, only a search tells whether the time is long enough.
    var key = IdempotencyKey()
    key.window = .seconds(3_600)
    let comparison = Self.comparison(limits, key: key)
    guard case .impossibleUpTo(let faults)? = comparison.results[1].verdict?[.duplicate] else {
      Issue.record("30 states are too few for all faults and enough for some")
      return
    }
    #expect(
      comparison.verdictText.contains(
        "safe to retry with up to \(FaultText.count(faults)): none of them makes a duplicate"))
    #expect(comparison.verdictText.contains("not by \(faults)"))
    #expect(
      comparison.longCSV().contains(
        ",verdict_duplicate,faults,,\(faults + 1),,,,,\(Version.current),,,impossible-up-to,\(faults),"
          + "it has more than 30 states; allow more with --limit-states"))
  }

  /// That some delays do not show an anomaly proves nothing; that they do shows it.
  @Test func anApproximationProvesNothing() {
    var limits = ExplorationLimits()
    limits.discretisation = 2
    let comparison = Self.comparison(limits)
    let text = comparison.verdictText
    #expect(text.contains("racing    impossible  ≈ by 3 faults  ≈ by 1 fault  ≈ not found"))
    #expect(
      text.contains("not found: by no delays that were tried, which proves nothing of others."))
    #expect(text.contains("≈: 2 delays stand for each continuous latency, and no other was tried."))
    #expect(text.contains("racing: ≈ not safe: 1 fault makes a duplicate"))
    #expect(comparison.results[1].verdict?[.duplicate] == .impossible)
    #expect(comparison.json().contains("\"approximate\": true"))
    #expect(comparison.json().contains("\"not-found\""))
  }

  /// An outcome that a run has shown is possible.
  @Test func whatWasObservedIsPossible() throws {
    let strategy = Strategy(name: "racing", scenario: Self.racing)
    let observed: [OutcomeClass: UInt64?] = [.duplicate: UInt64(17), .phantom: UInt64?.none]
    let verdict = StrategyVerdict.judge(strategy, mostFaults: 3, observed: observed)
    #expect(verdict[.duplicate] == .observed(trial: 17))
    #expect(verdict[.phantom] == .observed(trial: nil) && verdict[.late] == .undecided)
    #expect(
      SafetyText(verdict: verdict).text == "not safe: a duplicate was observed (trial 17).")
    let text = verdict.text(of: .duplicate)
    #expect(text.word == "possible" && text.brief == "observed" && text.trial == 17)
  }

  @Test func aRetryThatGainsNothingIsSaidToBeSafeAndFutile() {
    let futile = Strategy(
      name: "futile", scenario: Self.scenario { $0.client.retry.retriesTimeouts = false })
    let verdict = StrategyVerdict.judge(futile, mostFaults: 3)
    #expect(verdict.gain == .nothing)
    #expect(
      SafetyText(verdict: verdict).text
        == "safe to retry: no number of faults makes a duplicate or loses acknowledged data; "
        + "but retrying gains nothing: as many writes end unknown as without it.")
  }
}
