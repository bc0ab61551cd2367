import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// A strategy of the reader among those of a model, under the same write: what a page shows of them while its
/// controls move.
///
/// A page runs this very code, compiled for the processor that every browser has (`.ci/playground`), so its numbers
/// have the digits of `disagree compare --method exact`.
package struct Playground: Sendable {
  /// The name of the reader's strategy, which stands first.
  package static let own = "yours"
  /// The most states of one strategy: more take too long while a control moves.
  static let mostStates = 20_000

  /// The model whose write and strategies stand beside the reader's.
  let model: Model
  /// The settings of the reader.
  private let settings: PlaygroundSettings
  /// The limits of one search: so low that an answer comes while a control moves.
  private var limits: ExplorationLimits {
    var limits = ExplorationLimits()
    limits.states = Playground.mostStates
    return limits
  }

  /// - Parameters:
  ///   - settings: the reader's own.
  ///   - others: the strategies of the model, with their names.
  package init(
    _ settings: PlaygroundSettings, others: [(name: String, settings: PlaygroundSettings)] = [],
    costs: Costs? = nil, never: [OutcomeClass] = []
  ) {
    self.settings = settings
    let strategies =
      [Strategy(name: Playground.own, scenario: settings.scenario)]
      + others.map { other in
        // All meet the same write.
        var world = other.settings
        for place in 0..<PlaygroundSettings.Field.worldCount {
          world.values[place] = settings.values[place]
        }
        return Strategy(name: other.name, scenario: world.scenario)
      }
    model = Model(name: "playground", title: "", strategies: strategies, costs: costs, never: never)
  }

  /// The exact results of the strategies that have no more states than a page can follow while a control moves, and
  /// a sentence about each other.
  private func results() -> (results: [StrategyResult], notes: [String]) {
    var results: [StrategyResult] = []
    var notes: [String] = []
    for strategy in model.strategies {
      do throws(ExactExperimentError) {
        results.append(try .ofOperation(strategy, costs: model.costs, limits: limits))
      } catch {
        notes.append(error.description + ".")
      }
    }
    return (results, notes)
  }

  /// The measures of the reader's strategy, as in the JSON of `disagree compare`; `nil` beyond the limit.
  package func measures() -> String? {
    let result = try? StrategyResult.ofOperation(
      model.strategies[0], costs: model.costs, limits: limits)
    return result.map { $0.measuresJSON.text() + "\n" }
  }

  /// All that depends on the settings, as pieces of a page: the answer, the ranking, the outcomes of the reader's
  /// strategy, the fewest faults, the logs, a line about the work, and the faults themselves as JSON.
  package func shown() -> [String] {
    let (results, notes) = results()
    let lines = notes.map { Markup("p", ["class": "foot"], $0).source }.joined()
    guard let first = results.first, first.strategy == Playground.own else {
      return [Markup("p", "Yours cannot be followed.").source, lines, "", "", "", "", "{}"]
    }
    let comparison = Comparison(model, results: results.map(judged))
    let page = PageReport(comparison, modelText: "", command: "")
    let ranking = page.ranking
    guard let own = ranking.rows.first(where: { $0.names.contains(Playground.own) }),
      let verdict = comparison.results[0].verdict
    else { preconditionFailure("every result has a row and a verdict") }
    return [
      Markup("p", ["class": "said g-\(own.status.grade.name)"], "Yours: \(answer(own.status))")
        .source,
      page.rankedTable(ranking, forms: [.narrow]).map { $0.source }.joined() + lines,
      page.beliefs(of: own).source + Markup("p", ["class": "soft"], means(own.result)).source,
      page.grid(
        ranking,
        page.judgedAnomalies.filter { anomaly in
          comparison.verdicts.contains { $0[anomaly] != .impossible }
        }
      ) { _, _ in nil }.source,
      page.evidence(ranking).map { section in
        section.figure.map { $0.source }.joined()
      } ?? Markup("p", "Nothing goes wrong.").source,
      states(results),
      faults(verdict).text(),
    ]
  }

  /// Returns a result with its verdict.
  private func judged(_ result: StrategyResult) -> StrategyResult {
    guard let strategy = model.strategies.first(where: { $0.name == result.strategy }) else {
      preconditionFailure("results are of the model's strategies")
    }
    var judged = result
    judged.verdict = StrategyVerdict.judgeOperation(
      of: strategy, mostFaults: 3, limits: limits,
      gain: RetryGain.exploreOperation(
        strategy.scenario, unsure: result.value(.unsure), limits: limits))
    return judged
  }

  /// The answer about the reader's strategy, with its reason.
  private func answer(_ status: StrategyStatus) -> String {
    status.reason.isEmpty ? "\(status.heading)." : "\(status.heading) (\(status.reason))."
  }

  /// The means of the reader's strategy, in a sentence.
  private func means(_ result: StrategyResult) -> String {
    let shown: [(Measure, String)] = [
      (.attemptsMean, "attempts"), (.copiesMean, "copies"), (.timeMean, "ms to the decision"),
    ]
    let parts = shown.compactMap { measure, unit in
      result[measure].map { "\(EstimateText($0, of: result).value) \(unit)" }
    }
    return "On average \(Conclusion.list(parts))."
  }

  /// The work behind the numbers: the states of all strategies that are shown.
  private func states(_ results: [StrategyResult]) -> String {
    var states = 0
    for result in results {
      if case .exact(let count, _, _) = result.method { states += count }
    }
    return "\(NumberText.grouped(UInt64(states))) states of \(results.count) strategies"
  }

  /// The fewest faults for each harm of the reader's strategy; words where none is known.
  private func faults(_ verdict: StrategyVerdict) -> JSONValue {
    let text = FaultText(scenario: verdict.strategy.scenario)
    return .object(
      [OutcomeClass.lost, .phantom, .duplicate].map { anomaly in
        let faults: JSONValue =
          switch verdict[anomaly] {
          case .possible(let path): .array(path.faults.map { JSONValue.string(text.text($0)) })
          case .impossible: .string("never")
          default: .string("not found")
          }
        return (anomaly.rawValue, faults)
      })
  }
}
