import EndToEnd
import Foundation
import ModelFiles
import Simulation
import Study
import Testing

@testable import Reports

/// The playground by itself, against the model files that it writes and the faults that a user names.
@Suite struct Playgrounds {
  typealias Field = PlaygroundSettings.Field

  /// Settings like those that a reader makes with the controls.
  static func randomSettings(_ random: inout SeededNumbers) -> PlaygroundSettings {
    let chances = [0, 1e-6, 0.00031, 0.005, 0.01, 0.1, 0.5]
    func chance() -> Double { chances[random.below(chances.count)] }
    func flag() -> Double { Double(random.below(2)) }
    var settings = PlaygroundSettings([Double](repeating: 0, count: Field.allCases.count))
    for field in [
      Field.requestLoss, .responseLoss, .failsBefore, .failsAfter, .failsBetween, .forgets,
    ] {
      settings[field] = chance()
    }
    settings[.timeout] = Double(20 + random.below(300))
    for field in [Field.requestLatency, .responseLatency, .service] {
      settings[field] = Double(random.below(60))
    }
    settings[.attempts] = Double(1 + random.below(4))
    settings[.retriesTimeouts] = flag()
    settings[.retriesErrors] = flag()
    settings[.backoff] = Double(random.below(3))
    settings[.base] = Double(random.below(80))
    settings[.factor] = Double(1 + random.below(3))
    settings[.cap] = Double(80 + random.below(900))
    settings[.jitter] = flag()
    settings[.key] = Double(random.below(4))
    for field in [Field.readBack, .unique, .answersFirst] { settings[field] = flag() * flag() }
    return settings
  }

  static func strategy(_ settings: PlaygroundSettings) throws -> Strategy {
    let file = try ModelFile.read(
      SourceText(name: "yours.json5", bytes: Array(settings.modelText.utf8)))
    return try #require(file.strategies.first)
  }

  @Test func theModelFileOfAnySettingsMeansTheSameWrite() throws {
    var random = SeededNumbers(seed: 1)
    var measured = 0
    for _ in 0..<300 {
      let settings = Playgrounds.randomSettings(&random)
      let strategy = try Playgrounds.strategy(settings)
      #expect(strategy.scenario == settings.scenario, "\(settings.modelText)")
      guard let measures = Playground(settings).measures() else { continue }
      measured += 1
      var experiment = ExactExperiment([strategy])
      experiment.limits.states = Playground.mostStates
      let result = try #require(try experiment.run(costs: nil).first)
      let expected = result.measurements.map {
        "\"\($0.measure.name)\": { \"estimate\": \($0.estimate.value),"
      }
      // The price of everything is 0 where a model has none.
      for line in expected { #expect(measures.contains(line), "\(settings.modelText)") }
    }
    #expect(measured > 200)
  }

  /// The shorter way of the playground to a verdict ends where that of the program does.
  @Test func verdictsAreThoseOfTheProgram() throws {
    var random = SeededNumbers(seed: 4)
    var limits = ExplorationLimits()
    limits.states = 2_000
    var decided = 0
    for _ in 0..<80 {
      let strategy = Strategy(name: "s", scenario: Playgrounds.randomSettings(&random).scenario)
      let short = StrategyVerdict.judgeOperation(
        of: strategy, mostFaults: 3, limits: limits, gain: .unknown)
      let whole = StrategyVerdict.judge(
        strategy, mostFaults: 3, limits: limits, gain: .unknown)
      for (one, other) in zip(short.judgements, whole.judgements) {
        if one.isDecided { decided += 1 }
        #expect(one == other || !one.isDecided)
      }
      // A delay that decides about the order of events has no exact answer.
      guard let outcomes = try? OperationExplorer(strategy.scenario).distribution().outcomes else {
        continue
      }
      let unsure = outcomes.reduce(0) { $0 + ($1.outcome.isUnsure ? $1.probability : 0) }
      let gain = RetryGain.exploreOperation(
        strategy.scenario, unsure: unsure, limits: ExplorationLimits())
      if strategy.scenario.client.retry.attempts == 1 { #expect(gain == .unknown) }
      if unsure == 0, gain != .unknown { #expect(gain == .fewerUnknown) }
    }
    #expect(decided > 200)
  }

  @Test func theSettingsOfAScenarioReadBackAsTheSameScenario() throws {
    var random = SeededNumbers(seed: 2)
    for _ in 0..<300 {
      let settings = Playgrounds.randomSettings(&random)
      let scenario = settings.scenario
      #expect(PlaygroundSettings(scenario)?.scenario == scenario)
    }
  }

  @Test func aScenarioWithMoreThanTheControlsHasNoSettings() {
    var scenario = Scenario()
    #expect(PlaygroundSettings(scenario) != nil)
    scenario.client.deadline = .seconds(1)
    #expect(PlaygroundSettings(scenario) == nil)
  }

  @Test func pressingAnyFaultsEndsAsTheReplayerSays() throws {
    var random = SeededNumbers(seed: 3)
    var pressed = 0
    for _ in 0..<200 {
      let settings = Playgrounds.randomSettings(&random)
      let playground = Playground(settings)
      var faults: [String] = []
      for _ in 0..<3 {
        let chances = try playground.replay(faults).chances
        if chances.isEmpty { break }
        faults.append(chances[random.below(chances.count)].name)
      }
      let replay = try playground.replay(faults)
      let happened = replay.chances.filter { $0.happened }.map { $0.name }
      pressed += happened.count
      let named = NamedFaults(happened.joined(separator: "; "))
      let chart = try named.chart(of: Strategy(name: "yours", scenario: settings.scenario))
      #expect(chart.rows == replay.chart.rows)
      #expect(chart.verdict == replay.chart.verdict)
    }
    #expect(pressed > 100)
  }

  @Test func thePlaygroundsStrategyIsRankedAmongThoseOfTheModel() throws {
    var settings = try #require(PlaygroundSettings(PageReports.scenario(attempts: 1)))
    let other = settings
    settings[.attempts] = 3
    let shown = Playground(settings, others: [("once", other)]).shown()
    #expect(shown.count == 7)
    #expect(shown[0].contains("unsafe: 1 fault"))
    #expect(shown[1].contains("<b>yours</b>") && shown[1].contains("<b>once</b>"))
    #expect(shown[6].contains("\"attempt 1: response lost\""))
  }

  @Test func thePageHasThePlaygroundOnlyOnRequestAndAllowsItsScriptByDigest() throws {
    let comparison = try PageReports.comparison()
    let page = PageReport(
      comparison, modelText: "{}\n", command: "disagree report", hasPlayground: true)
    let html = page.html()
    let read = try ReadPage(html)
    #expect(read.names.filter { $0 == "script" }.count == 2)
    #expect(
      html.contains("script-src &#39;\(PlaygroundFiles.digest)&#39; &#39;wasm-unsafe-eval&#39;"))
    #expect(html.contains("hidden=\"hidden\""))
    let module = try #require(Data(base64Encoded: PlaygroundFiles.module))
    #expect(module.starts(with: [0x1f, 0x8b]))
    #expect(!PageReports.page(comparison).html().contains("<script"))
  }
}

/// Numbers that are the same in every run.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
