import EndToEnd
import Statistics
import Study
import Text

/// The answer below the table of a comparison: the safe strategies, the cheapest, and what the model forbids.
struct Conclusion {
  /// The comparison that is concluded.
  let comparison: Comparison

  /// The paragraphs, each with a sign before it.
  ///
  /// ```
  /// ✓ Safe to retry: key. It is also the cheapest: 0.003 per write (next: none, …).
  /// ✗ never duplicate: broken by today, without any fault.
  /// ```
  var paragraphs: [String] {
    let cost = CheapestStrategy(comparison).map(recommendation)
    let prohibitions = recovery + prohibitions
    guard let safety else { return [cost].compactMap { $0 } + prohibitions }
    if isOneSentence(safe: safety.safe) {
      return [safety.text + " " + (cost ?? "")] + prohibitions
    }
    return [safety.text, cost.map { "  " + $0 }].compactMap { $0 } + prohibitions
  }

  /// The sentences about costs and about what the model forbids, without those about safety.
  var notes: [String] {
    [CheapestStrategy(comparison).map(recommendation)].compactMap { $0 } + prohibitions
  }

  // MARK: Safety

  /// The names of the strategies that are safe to retry, and the sentences about them; `nil`
  /// without verdicts.
  ///
  /// A strategy that sends once is not among them: nothing is retried that could be safe.
  private var safety: (safe: [String], text: String)? {
    let judged = comparison.results.filter { $0.verdict != nil }
      .map { (name: $0.strategy, status: StrategyStatus($0, in: comparison.model)) }
    if judged.isEmpty { return nil }
    let retrying = judged.filter { !$0.status.sendsOnce }
    func names(_ kind: StrategyStatus.Kind) -> [String] {
      retrying.filter { $0.status.kind == kind }.map(\.name)
    }
    let safe = names(.safe)
    let limited = retrying.compactMap { entry -> (name: String, faults: Int)? in
      if case .safeUpTo(let faults) = entry.status.kind { (entry.name, faults) } else { nil }
    }
    var parts: [String] = []
    if !safe.isEmpty { parts.append("✓ Safe to retry: \(Conclusion.list(safe)).") }
    if let least = limited.map(\.faults).min() {
      parts.append(
        (parts.isEmpty ? "✓ Safe to retry with " : "With ")
          + "up to \(FaultText.count(least)): \(Conclusion.list(limited.map(\.name))).")
    }
    for (kind, words) in [
      (StrategyStatus.Kind.gainsNothing, "Safe, but retrying gains nothing"),
      (.breaksPromise, "Safe but for what the model forbids"),
    ] where !names(kind).isEmpty {
      parts.append((parts.isEmpty ? "✗ " : "") + "\(words): \(Conclusion.list(names(kind))).")
    }
    let open = retrying.filter { $0.status.isOpen }.map(\.name)
    if parts.isEmpty, !open.isEmpty {
      parts.append("? Safe to retry: not decided for \(Conclusion.list(open)).")
    } else if !open.isEmpty {
      parts.append("Not decided: \(Conclusion.list(open)).")
    }
    if parts.isEmpty {
      parts = [
        retrying.isEmpty ? "  No strategy here retries." : "✗ Safe to retry: none of these."
      ]
    }
    let sign = judged.contains { $0.status.isApproximate } ? " (≈)" : ""
    return (safe, parts.joined(separator: " ") + sign)
  }

  /// Returns true if the only safe strategy is the cheapest.
  private func isOneSentence(safe: [String]) -> Bool {
    guard let cheapest = CheapestStrategy(comparison) else { return false }
    return safe == [cheapest.strategy] && cheapest.rivals.isEmpty
  }

  // MARK: Recovery

  /// The sentence about the end of a run with many clients; none for writes by themselves.
  private var recovery: [String] {
    guard comparison.results.contains(where: { $0.series != nil }),
      let answer = RecoveryAnswer(Ranking(comparison))
    else { return [] }
    return [(answer.isRecovered ? "✓ " : "✗ ") + answer.phrases.map(\.text).joined()]
  }

  // MARK: Costs

  /// The cheapest strategy, or the cheapest of those that do no harm and break no promise of the model.
  private func recommendation(_ cheapest: CheapestStrategy) -> String {
    let harmless = comparison.results.filter {
      StrategyStatus($0, in: comparison.model).grade != .bad
    }
    if harmless.contains(where: { $0.strategy == cheapest.strategy }) { return sentence(cheapest) }
    if let best = CheapestStrategy(Comparison(comparison.model, results: harmless)) {
      return sentence(best, among: " without harm")
    }
    if let only = harmless.first {
      return "Without harm: \(only.strategy) alone, \(costText(of: only.strategy)) per write."
    }
    return sentence(cheapest, among: ", though not without harm")
  }

  /// The sentence about the cheapest strategy of a group: its cost, and the next one.
  ///
  /// If several may cost as little, it says so and names no winner.
  private func sentence(_ cheapest: CheapestStrategy, among group: String = "") -> String {
    let cost = costText(of: cheapest.strategy)
    let isAlso = group.isEmpty && isOneSentence(safe: safety?.safe ?? [])
    if cheapest.rivals.isEmpty {
      let saving = EstimateText(number: cheapest.saving)
      let interval = saving.interval.isEmpty ? "" : ", 95% CI \(saving.interval)"
      return (isAlso ? "It is also the cheapest: " : "Cheapest\(group): \(cheapest.strategy), ")
        + "\(cost) per write (next: \(cheapest.next), \(saving.value) more\(interval))."
    }
    let rivals = Conclusion.list(cheapest.rivals)
    return cheapest.isExact
      ? "Cheapest\(group): \(cheapest.strategy), \(cost) per write; as cheap: \(rivals)."
      : "Cheapest as observed\(group): \(cheapest.strategy), \(cost) per write, but \(rivals) may cost as "
        + "little (95%)."
  }

  /// The cost of a strategy with the digits that it has in the table.
  private func costText(of strategy: String) -> String {
    let column = ScreenColumn(.costMean, of: comparison)
    guard let place = comparison.results.firstIndex(where: { $0.strategy == strategy }) else {
      return ""
    }
    return column.cells[place].value
  }

  // MARK: What the model forbids

  /// The sentences about what the model forbids, one for each outcome.
  private var prohibitions: [String] { comparison.model.never.map(prohibition) }

  /// The sentence about one forbidden outcome: proved, open, or broken by these strategies with
  /// these faults.
  ///
  /// That something was not observed is never said to be a proof.
  private func prohibition(of anomaly: OutcomeClass) -> String {
    let start = " never \(anomaly.rawValue): "
    let broken = comparison.results.filter { result in
      (result[.share(anomaly)]?.estimate.value ?? 0) > 0 || result.verdict?.allows(anomaly) == true
    }
    if broken.isEmpty {
      let open = comparison.results.filter { !$0.isNever(.share(anomaly)) }
      if open.isEmpty { return "✓\(start)proved for every strategy." }
      let isObserved = comparison.results.contains { $0.method.trials != nil }
      return "?\(start)\(isObserved ? "not observed, and " : "")not proved for "
        + (open.count == comparison.results.count && open.count > 1
          ? "any strategy" : Conclusion.list(open.map(\.strategy))) + "."
    }
    // The strategies with the same cause stand together, in the order of the table.
    var groups: [(cause: String?, names: [String])] = []
    for result in broken {
      let cause = cause(of: anomaly, in: result)
      if let index = groups.firstIndex(where: { $0.cause == cause }) {
        groups[index].names.append(result.strategy)
      } else {
        groups.append((cause, [result.strategy]))
      }
    }
    if groups.count > 1, broken.count > Conclusion.mostBroken,
      let easiest = easiest(of: broken, anomaly)
    {
      return "✗\(start)broken by \(broken.count) of \(comparison.results.count) strategies, "
        + "\(easiest.count) of them \(easiest.cause)."
    }
    guard groups.count == 1, let names = groups.first?.names else {
      let listed = groups.map { "\(Conclusion.list($0.names)) (\($0.cause ?? "observed"))" }
      return "✗\(start)broken by \(listed.joined(separator: "; "))."
    }
    let sentence = "✗\(start)broken by \(Conclusion.list(names))"
    guard let cause = groups[0].cause else { return sentence + "." }
    if cause == Conclusion.noFault { return sentence + ", \(cause)." }
    return sentence + ", by \(cause)\(names.count > 1 ? " each" : "")."
  }

  /// The most strategies that are named with their causes.
  private static let mostBroken = 4

  /// The fewest faults that break it under any of some strategies, and the number of strategies that need no more;
  /// `nil` if they are not known.
  private func easiest(
    of broken: [StrategyResult], _ anomaly: OutcomeClass
  ) -> (cause: String, count: Int)? {
    let faults = broken.compactMap { self.faults(of: anomaly, in: $0) }
    guard let fewest = faults.min() else { return nil }
    return (
      fewest == 0 ? Conclusion.noFault : "by \(FaultText.count(fewest))",
      faults.count { $0 == fewest }
    )
  }

  /// The cause of an anomaly that needs no fault: latencies alone bring it about.
  private static let noFault = "without any fault"

  /// The fewest faults that break it; `nil` if they are not known.
  private func cause(of anomaly: OutcomeClass, in result: StrategyResult) -> String? {
    faults(of: anomaly, in: result).map { $0 == 0 ? Conclusion.noFault : FaultText.count($0) }
  }

  /// The number of the fewest faults that break it; `nil` if it is not known.
  private func faults(of anomaly: OutcomeClass, in result: StrategyResult) -> Int? {
    guard let verdict = result.verdict, verdict.allows(anomaly) else { return nil }
    return verdict.text(of: anomaly).number
  }

  /// The names with "and" before the last, of which no more than seven are listed.
  static func list(_ names: [String]) -> String {
    let most = 7
    if names.count > most {
      return names.prefix(most - 1).joined(separator: ", ")
        + " and \(names.count - most + 1) more"
    }
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
