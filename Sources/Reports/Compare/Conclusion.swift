import EndToEnd
import Statistics
import Study
import Text

/// The answer below the table of a comparison: the safe strategies, the cheapest, and what the model forbids.
struct Conclusion {
  let comparison: Comparison

  /// The paragraphs, each with a sign before it.
  var paragraphs: [String] {
    let cost = CheapestStrategy(comparison).map(sentence)
    guard let safety else { return [cost].compactMap { $0 } + prohibitions }
    if isOneSentence(safe: safety.safe) {
      return [safety.text + " " + (cost ?? "")] + prohibitions
    }
    return [safety.text, cost.map { "  " + $0 }].compactMap { $0 } + prohibitions
  }

  // MARK: Safety

  private var safety: (safe: [String], text: String)? {
    let words = comparison.results.compactMap { result in
      result.verdict.map { (name: result.strategy, word: SafetyWord($0, of: result)) }
    }
    if words.isEmpty { return nil }
    func names(_ kind: SafetyWord.Kind) -> [String] {
      words.filter { $0.word.kind == kind }.map(\.name)
    }
    let safe = names(.safe)
    let limits = words.compactMap { word -> Int? in
      if case .safeUpTo(let faults) = word.word.kind { faults } else { nil }
    }
    var parts: [String] = []
    if !safe.isEmpty { parts.append("✓ Safe to retry: \(Conclusion.list(safe)).") }
    if let least = limits.min() {
      let names = words.filter { if case .safeUpTo = $0.word.kind { true } else { false } }
      parts.append(
        (parts.isEmpty ? "✓ Safe to retry with " : "With ")
          + "up to \(FaultText.count(least)): \(Conclusion.list(names.map(\.name))).")
    }
    let useless = names(.gainsNothing)
    if !useless.isEmpty {
      parts.append(
        (parts.isEmpty ? "✗ " : "")
          + "Safe, but retrying gains nothing: \(Conclusion.list(useless)).")
    }
    let open = names(.undecided)
    if parts.isEmpty, !open.isEmpty {
      parts.append("? Safe to retry: not decided for \(Conclusion.list(open)).")
    } else if !open.isEmpty {
      parts.append("Not decided: \(Conclusion.list(open)).")
    }
    if parts.isEmpty {
      let isRetried = words.contains { $0.word.kind != .sendsOnce }
      parts = [isRetried ? "✗ Safe to retry: none of these." : "  No strategy here retries."]
    }
    let sign = words.contains { $0.word.isApproximate } ? " (≈)" : ""
    return (safe, parts.joined(separator: " ") + sign)
  }

  /// Returns true if the only safe strategy is the cheapest.
  private func isOneSentence(safe: [String]) -> Bool {
    guard let cheapest = CheapestStrategy(comparison) else { return false }
    return safe == [cheapest.strategy] && cheapest.rivals.isEmpty
  }

  // MARK: Costs

  private func sentence(_ cheapest: CheapestStrategy) -> String {
    let cost = costText(of: cheapest.strategy)
    let isAlso = isOneSentence(safe: safety?.safe ?? [])
    if cheapest.rivals.isEmpty {
      let saving = EstimateText(number: cheapest.saving)
      let interval = saving.interval.isEmpty ? "" : ", 95% CI \(saving.interval)"
      return (isAlso ? "It is also the cheapest: " : "Cheapest: \(cheapest.strategy), ")
        + "\(cost) per write (next: \(cheapest.next), \(saving.value) more\(interval))."
    }
    let rivals = Conclusion.list(cheapest.rivals)
    return cheapest.isExact
      ? "Cheapest: \(cheapest.strategy), \(cost) per write; as cheap: \(rivals)."
      : "Cheapest as observed: \(cheapest.strategy), \(cost) per write, but \(rivals) may cost as "
        + "little (95%)."
  }

  private func costText(of strategy: String) -> String {
    let column = ScreenColumn(.costMean, of: comparison)
    guard let place = comparison.results.firstIndex(where: { $0.strategy == strategy }) else {
      return ""
    }
    return column.cells[place].value
  }

  // MARK: What the model forbids

  private var prohibitions: [String] { comparison.model.never.map(prohibition) }

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
    guard groups.count == 1, let names = groups.first?.names else {
      let listed = groups.map { "\(Conclusion.list($0.names)) (\($0.cause ?? "observed"))" }
      return "✗\(start)broken by \(listed.joined(separator: "; "))."
    }
    let sentence = "✗\(start)broken by \(Conclusion.list(names))"
    guard let cause = groups[0].cause else { return sentence + "." }
    if cause == Conclusion.noFault { return sentence + ", \(cause)." }
    return sentence + ", by \(cause)\(names.count > 1 ? " each" : "")."
  }

  private static let noFault = "without any fault"

  /// The fewest faults that break it; `nil` if they are not known.
  private func cause(of anomaly: OutcomeClass, in result: StrategyResult) -> String? {
    guard let verdict = result.verdict, verdict.allows(anomaly),
      let faults = verdict.text(of: anomaly).number
    else { return nil }
    return faults == 0 ? Conclusion.noFault : FaultText.count(faults)
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
