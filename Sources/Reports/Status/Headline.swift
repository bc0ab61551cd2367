import EndToEnd
import Statistics
import Study
import Text

/// The answer of a page in one sentence or two, made by rule from the results.
///
/// It names no strategy as safe that a proof, a run or the model's `never` speaks against.
struct Headline {
  /// The comparison that is answered.
  let comparison: Comparison
  /// The strategies, the best first.
  let ranking: Ranking

  /// Words of a sentence, or the name of a strategy in it.
  enum Phrase: Hashable {
    case words(String)
    /// A strategy that may be taken.
    case good(String)
    /// Any other strategy, or other words that stand out.
    case strong(String)

    /// The text without its emphasis.
    var text: String {
      switch self {
      case .words(let text), .good(let text), .strong(let text): text
      }
    }
  }

  /// The answer as plain text.
  var text: String { answer.map(\.text).joined() }

  /// The answer, in its parts.
  var answer: [Phrase] {
    if let recovery = RecoveryAnswer(ranking) { return recovery.phrases }
    let safe = retrying.filter { $0.status.grade == .safe && !$0.callsStoredDataRejected }
    let mild = retrying.filter {
      $0.status.grade == .mild || $0.status.grade == .safe && $0.callsStoredDataRejected
    }
    let bad = retrying.filter { $0.status.grade == .bad }
    if retrying.isEmpty { return withoutRetries }
    if safe.isEmpty, mild.isEmpty {
      return [
        .words(
          bad.count == 1 && names(bad).count == 1
            ? "No: the strategy that retries \(harm(bad, isOne: true))."
            : "No: every strategy that retries \(harm(bad, isOne: true)).")
      ]
    }
    if safe.isEmpty { return hopes(mild) + others(bad) }
    var phrases: [Phrase] = []
    if names(safe).count == 1, mild.isEmpty, !bad.isEmpty {
      phrases = [.words("Only with ")] + list(safe, "or") + [.words(".")]
      return phrases + others(bad)
    }
    phrases = [.words("With ")] + list(safe, "or")
    if mild.isEmpty {
      let count = names(bad).count
      let rest =
        count == 0
        ? ""
        : count == 1
          ? ", not with the other one"
          : ", not with the other "
            + Headline.number(count)
      return phrases + [.words(rest + ".")]
    }
    return phrases + [.words(". ")] + hopes(mild)
  }

  /// The strategies that retry at all.
  private var retrying: [Ranking.Row] { ranking.rows.filter { !$0.status.sendsOnce } }

  /// The answer for a model in which nothing is retried: the harm that a single attempt does.
  private var withoutRetries: [Phrase] {
    let bad = ranking.rows.filter { $0.status.grade == .bad }
    if bad.isEmpty { return [.words("No strategy here retries, and none was seen to do harm.")] }
    return [.words("No strategy here retries. ")] + list(bad, "and")
      + [.words(" still ")]
      + [.words(harm(bad, isOne: names(bad).count == 1) + ".")]
  }

  /// The sentence about strategies without harm and without a full proof.
  private func hopes(_ all: [Ranking.Row]) -> [Phrase] {
    let mild = all.filter { !$0.callsStoredDataRejected }
    let rejected = all.filter(\.callsStoredDataRejected)
    let useless = mild.filter { $0.status.kind == .gainsNothing }
    let limited = mild.filter {
      if case .safeUpTo = $0.status.kind { true } else { false }
    }
    let open = mild.filter { $0.status.isOpen }
    var phrases: [Phrase] = []
    func begin(_ words: String) { phrases.append(.words((phrases.isEmpty ? "" : " ") + words)) }
    let faults = limited.compactMap { row -> Int? in
      if case .safeUpTo(let faults) = row.status.kind { faults } else { nil }
    }
    if let least = faults.min() {
      begin("Up to \(FaultText.count(least)) \(least == 1 ? "does" : "do") no harm with ")
      phrases += list(limited, "and") + [.words(".")]
    }
    if !open.isEmpty {
      begin("No harm seen with ")
      phrases += list(open, "and") + [.words(" (not a proof).")]
    }
    if !rejected.isEmpty {
      begin("Stored data is called rejected with ")
      phrases += list(rejected, "and") + [.words(".")]
    }
    if !useless.isEmpty {
      begin("Retrying gains nothing with ")
      phrases += list(useless, "and") + [.words(".")]
    }
    return phrases
  }

  /// The sentence about the strategies that retry and do harm.
  private func others(_ bad: [Ranking.Row]) -> [Phrase] {
    let count = names(bad).count
    if count == 0 { return [] }
    let subject =
      count == 1
      ? " The other one that retries " : " The other \(Headline.number(count)) that retry "
    return [.words(subject + harm(bad, isOne: count == 1) + ".")]
  }

  /// The names of all strategies in some rows.
  private func names(_ rows: [Ranking.Row]) -> [String] { rows.flatMap(\.names) }

  /// The names of rows, of which no more than four are listed.
  private func list(_ rows: [Ranking.Row], _ conjunction: String) -> [Phrase] {
    let all = rows.flatMap { row in row.names.map { row.phrase($0) } }
    let shown = all.count > 4 ? Array(all.prefix(3)) + [.words("\(all.count - 3) more")] : all
    return shown.enumerated().flatMap { place, phrase -> [Phrase] in
      if place == 0 { return [phrase] }
      return [.words(place == shown.count - 1 ? " \(conjunction) " : ", "), phrase]
    }
  }

  /// The things that some strategies do, as the end of a sentence: "store data twice or lose it".
  private func harm(_ rows: [Ranking.Row], isOne: Bool) -> String {
    let found = Set(rows.flatMap(\.status.faults))
    let order: [OutcomeClass] =
      [.duplicate, .lost, .stale, .falseRejection, .phantom, .disagree, .late, .unsure, .clean]
    // What only a proof has shown is possible, and no more.
    let isSeen = rows.allSatisfy { row in row.status.faults.contains { row.result.value($0) > 0 } }
    let verbs = order.filter(found.contains).enumerated().map { place, outcome in
      (place == 0 && !isSeen ? "can " : "")
        + Headline.verb(outcome, isOne: isOne && isSeen, isFirst: place == 0)
    }
    guard let last = verbs.last, verbs.count > 1 else { return verbs.first ?? "" }
    return verbs.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The harm as a verb, for one strategy or for several.
  private static func verb(_ outcome: OutcomeClass, isOne: Bool, isFirst: Bool) -> String {
    let ending = isOne ? "s" : ""
    let data = isFirst ? "data" : "it"
    switch outcome {
    case .duplicate: return "store\(ending) \(data) twice"
    case .lost: return "lose\(ending) \(data)"
    case .stale: return "let\(ending) old data replace new"
    case .falseRejection: return "call\(ending) stored data rejected"
    case .phantom: return "leave\(ending) stored data in doubt"
    case .disagree: return "leave\(ending) client and server in disagreement"
    case .late: return "store\(ending) \(data) late"
    case .unsure: return "leave\(ending) the client unsure"
    case .clean: return "end\(ending) well"
    }
  }

  /// A small number in words.
  static func number(_ count: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(count) ? words[count] : "\(count)"
  }
}

extension Ranking.Row {
  /// A name of the row, as good only if nothing speaks against the strategy.
  fileprivate func phrase(_ name: String) -> Headline.Phrase {
    status.grade == .bad || callsStoredDataRejected ? .strong(name) : .good(name)
  }
}

/// The answer for many clients, which is about recovery: at the end, are the writes that begin acknowledged?
struct RecoveryAnswer {
  /// The answer, in its parts.
  let phrases: [Headline.Phrase]
  /// A Boolean value that indicates whether the writes at the end are acknowledged under every strategy.
  let isRecovered: Bool

  /// - Returns: `nil` for a model without clients.
  init?(_ ranking: Ranking) {
    let known = ranking.rows.compactMap { row in
      row.result.series.map { (row, RecoveryAnswer.end(of: $0)) }
    }
    if known.isEmpty { return nil }
    let down = known.filter { $0.1.goodput < 0.9 * $0.1.offered }
    isRecovered = down.isEmpty
    func names(_ rows: [(Ranking.Row, End)]) -> [String] { rows.flatMap(\.0.names) }
    func list(_ rows: [(Ranking.Row, End)]) -> [Headline.Phrase] {
      let all = names(rows)
      return all.enumerated().flatMap { place, name -> [Headline.Phrase] in
        let sign = place == 0 ? "" : place == all.count - 1 ? " and " : ", "
        return (sign.isEmpty ? [] : [.words(sign)]) + [.strong(name)]
      }
    }
    let rest = names(known).count - names(down).count
    if down.isEmpty {
      phrases = [.words("Every strategy keeps up in the end")] + RecoveryAnswer.effort(ranking)
      return
    }
    if rest == 0 {
      phrases = [.words("No strategy recovers.")]
      return
    }
    phrases =
      [.words("It stays overloaded under ")] + list(down)
      + [
        .words(
          rest == 1
            ? ". The other one recovers." : ". The other \(Headline.number(rest)) recover.")
      ]
  }

  /// The requests of the strategies with the fewest and the most.
  private static func effort(_ ranking: Ranking) -> [Headline.Phrase] {
    let known = ranking.rows.compactMap { row in
      row.result[.requestsMean].map { (row, $0) }
    }
    guard let least = known.min(by: { $0.1.estimate.value < $1.1.estimate.value }),
      let most = known.max(by: { $0.1.estimate.value < $1.1.estimate.value }),
      most.1.estimate.value > 1.2 * least.1.estimate.value
    else { return [.words(".")] }
    func text(_ entry: (Ranking.Row, MeasureEstimate)) -> String {
      EstimateText(entry.1, of: entry.0.result).value
    }
    return [
      .words(": "), least.0.phrase(least.0.names[0]),
      .words(" with \(text(least)) requests a write, "),
      .strong(most.0.names[0]), .words(" with \(text(most))."),
    ]
  }

  /// The rates in the last tenth of the time in which writes begin; of a single burst, those of the whole time.
  struct End {
    /// The writes that begin, a second.
    var offered = 0.0
    /// The writes whose client sees a success, a second.
    var goodput = 0.0
  }

  /// The rates at the end of a series.
  ///
  /// If writes begin in less than a quarter of the time, they are a burst, whose end says nothing
  /// about recovery: then the whole time counts.
  static func end(of series: LoadSeries) -> End {
    let offered = series.bins.indices.map { series.value(.offered, in: $0) ?? 0 }
    guard let last = offered.lastIndex(where: { $0 > 0 }) else { return End() }
    let isBurst = (last + 1) * 4 < series.bins.count
    let bins = isBurst ? 0...series.bins.count - 1 : max(last - (last + 1) / 10, 0)...last
    func mean(_ quantity: LoadSeries.Quantity) -> Double {
      bins.reduce(0) { $0 + (series.value(quantity, in: $1) ?? 0) } / Double(bins.count)
    }
    return End(offered: mean(.offered), goodput: mean(.goodput))
  }
}
