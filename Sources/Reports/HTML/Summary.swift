import EndToEnd
import Statistics
import Study
import Text

/// A summary of a comparison in a few sentences: the effect of the network, the effect of retries, and the
/// remedies.
struct Summary {
  let comparison: Comparison

  var sentences: [String] {
    [whatHappens] + [trade, remedy, sureAndWrong, rejectedAndWrong, load, safety].compactMap { $0 }
      + cheapest
  }

  private var results: [StrategyResult] { comparison.results }

  /// The reference for the other strategies: the first that sends once, or else the first.
  private var reference: StrategyResult {
    results.first { scenario(of: $0)?.sendsOnce ?? false } ?? results[0]
  }

  private var noun: String {
    scenario(of: reference)?.person == nil ? "operation" : "intention"
  }

  private func scenario(of result: StrategyResult) -> Scenario? {
    comparison.model.strategies.first { $0.name == result.strategy }?.scenario
  }

  private func share(_ outcome: OutcomeClass, _ result: StrategyResult) -> Estimate {
    result[.share(outcome)]?.estimate ?? .exactly(0)
  }

  private func oneIn(_ outcome: OutcomeClass, _ result: StrategyResult) -> String {
    guard let measurement = result[.share(outcome)] else { return "" }
    return OneIn(measurement: measurement, result: result).text(noun)
  }

  private func value(_ outcome: OutcomeClass, _ result: StrategyResult) -> String {
    result[.share(outcome)].map { EstimateText($0, of: result).value } ?? ""
  }

  private var whatHappens: String {
    let once = scenario(of: reference)?.sendsOnce ?? false
    let disagree = oneIn(.disagree, reference)
    var text =
      "With this network and \(quoted(reference))\(once ? ", which never retries" : ""), "
      + disagree + (disagree.contains(" \(noun)s") ? " leave" : " leaves")
      + " client and server in disagreement about whether the data is stored"
    if isSeen(.duplicate, reference) {
      text += ", and \(oneIn(.duplicate, reference)) is stored twice or more"
    }
    return text + "."
  }

  private func isSeen(_ outcome: OutcomeClass, _ result: StrategyResult) -> Bool {
    share(outcome, result).value > 0
  }

  /// Strategies with clearly less disagreement, and clearly more duplicates.
  private var traders: [StrategyResult] {
    results.filter { result in
      share(.disagree, result).high < share(.disagree, reference).low
        && share(.duplicate, result).low > share(.duplicate, reference).high
        && share(.duplicate, result).low > share(.disagree, result).high / 2
    }
  }

  private var trade: String? {
    guard
      let worst = traders.max(by: {
        share(.duplicate, $0).value < share(.duplicate, $1).value
      })
    else { return nil }
    return
      "\(quoted(worst)) turns that into duplicates: \(oneIn(.duplicate, worst)) is stored twice "
      + "or more, and \(value(.disagree, worst)) disagree."
  }

  /// The strategies that nearly remove both, or else the strategy with the least of both.
  private var remedy: String? {
    if results.count < 2 { return nil }
    let bar = share(.disagree, reference).low / 50
    let cures = results.filter { result in
      share(.disagree, result).high <= bar && share(.duplicate, result).high <= bar
    }
    if bar > 0, !cures.isEmpty {
      let names = list(cures.map(quoted))
      if cures.count == 1 {
        return "\(names) removes both: \(value(.disagree, cures[0])) disagree, and "
          + "\(value(.duplicate, cures[0])) are stored twice or more."
      }
      return "\(names) remove both."
    }
    func sum(_ result: StrategyResult) -> Double {
      share(.disagree, result).value + share(.duplicate, result).value
    }
    guard let best = results.min(by: { sum($0) < sum($1) }), sum(best) < sum(reference) else {
      return nil
    }
    return "The least of both has \(quoted(best)): \(value(.disagree, best)) disagree, and "
      + "\(value(.duplicate, best)) are stored twice or more."
  }

  /// The worst kind of disagreement, which no participant notices.
  private var sureAndWrong: String? {
    worst(.lost, "the client is told that all went well, and nothing is stored")
  }

  /// The other kind of which the client is sure.
  private var rejectedAndWrong: String? {
    worst(.falseRejection, "the client is told that nothing is stored, and it is stored")
  }

  private func worst(_ outcome: OutcomeClass, _ meaning: String) -> String? {
    let affected = results.filter { isSeen(outcome, $0) }
    guard let worst = affected.max(by: { share(outcome, $0).value < share(outcome, $1).value })
    else { return nil }
    let others = affected.filter { $0.strategy != worst.strategy }.map(quoted)
    return "Under \(quoted(worst)) \(meaning): "
      + oneIn(outcome, worst) + (others.isEmpty ? "." : "; so it goes under \(list(others)), too.")
  }

  /// The goodput of many clients.
  private var load: String? {
    let known = results.filter { $0[.goodput] != nil }
    func goodput(_ result: StrategyResult) -> Double { result[.goodput]?.estimate.value ?? 0 }
    guard let most = known.max(by: { goodput($0) < goodput($1) }),
      let least = known.min(by: { goodput($0) < goodput($1) }), most.strategy != least.strategy
    else { return nil }
    func text(_ result: StrategyResult) -> String {
      result[.goodput].map { EstimateText($0, of: result).value } ?? ""
    }
    return
      "\(quoted(most)) gets the most done, \(text(most)) acknowledged operations a second, and "
      + "\(quoted(least)) the least, \(text(least))."
  }

  /// The proofs, which hold for all probabilities.
  private var safety: String? {
    let verdicts = comparison.verdicts
    if verdicts.isEmpty { return nil }
    func names(_ answer: SafetyText.Answer) -> [String] {
      verdicts.filter {
        SafetyText(verdict: $0).answer == answer && !$0.strategy.scenario.sendsOnce
      }
      .map { "“\($0.strategy.name)”" }
    }
    let answers: [(answer: SafetyText.Answer, clause: String)] = [
      (.safe, ""), (.safeUpTo, ", as far as it could be followed,"), (.unsafe, " not"),
    ]
    var clauses: [String] = []
    for (answer, clause) in answers where !names(answer).isEmpty {
      // Only the first clause says what it is about.
      let safe = clauses.isEmpty ? " safe to retry" : ""
      clauses.append("it is\(clause)\(safe) under \(list(names(answer)))")
    }
    if clauses.isEmpty { return nil }
    return "Whatever the probabilities: " + clauses.joined(separator: "; ") + "."
  }

  private var cheapest: [String] {
    CheapestStrategy(comparison).map { [CheapestText($0).lines.joined(separator: " ")] } ?? []
  }

  private func quoted(_ result: StrategyResult) -> String { "“\(result.strategy)”" }

  private func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// A share as a number of cases: "one operation in 68".
struct OneIn {
  let measurement: MeasureEstimate
  let result: StrategyResult

  /// The number of cases for each one, to two digits; `nil` if the share is 0, was never observed, or is so
  /// large that a percentage says it better.
  var cases: String? {
    let share = measurement.estimate.value
    guard share > 0, share <= 0.2, measurement.count != 0, 1 / share < 1e15 else { return nil }
    var unit = 1.0
    while 1 / share >= unit * 100 { unit *= 10 }
    let cases = (1 / share / unit).rounded() * unit
    return NumberText.grouped(UInt64(cases))
  }

  /// "one operation in 68 (1.46%)", or "25% of all operations".
  func text(_ noun: String) -> String {
    let value = EstimateText(measurement, of: result).value
    if let cases { return "one \(noun) in \(cases) (\(value))" }
    if value.hasPrefix("<") {
      return "less than \(value.dropFirst()) of all \(noun)s (none was seen)"
    }
    if value.hasPrefix(">") { return "more than \(value.dropFirst()) of all \(noun)s" }
    return measurement.estimate.high == 0 ? "no \(noun)" : "\(value) of all \(noun)s"
  }
}
