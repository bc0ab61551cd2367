import EndToEnd
import Statistics
import Study

/// What a comparison comes to, in a few sentences: what the network does, what retrying turns that into, and
/// what helps.
struct Summary {
  let comparison: Comparison

  var sentences: [String] {
    [whatHappens] + [trade, remedy, sureAndWrong, load, safety].compactMap { $0 }
      + cheapest
  }

  private var results: [StrategyResult] { comparison.results }

  /// What the others are measured by: the first that sends once, or the first.
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

  /// What leaves hardly anything of both, or at least the least.
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

  /// The worst kind of disagreement, which nobody notices.
  private var sureAndWrong: String? {
    let losers = results.filter { isSeen(.lost, $0) }
    guard let worst = losers.max(by: { share(.lost, $0).value < share(.lost, $1).value }) else {
      return nil
    }
    let others = losers.filter { $0.strategy != worst.strategy }.map(quoted)
    return "Under \(quoted(worst)) the client is told that all went well, and nothing is stored: "
      + oneIn(.lost, worst) + (others.isEmpty ? "." : "; so it goes under \(list(others)), too.")
  }

  /// What many clients get done.
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

  /// What is proved, whatever the probabilities.
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
