import EndToEnd
import Statistics
import Study
import Text

/// A number with the few words that say what it is of.
struct Tile: Hashable {
  /// The kind of outcome that the number is about; it decides the color. `nil` for what is neither good nor bad.
  let kind: OutcomeClass?
  /// The number, for example "1 in 68".
  let value: String
  /// The words after it, some of them emphasized.
  let phrases: [Headline.Phrase]

  /// The tile as plain text.
  var text: String { value + " " + phrases.map(\.text).joined() }
}

/// The numbers below the answer: the problem, the worst trade, the worth of what may be taken, and its cost.
struct Tiles {
  /// The comparison that the numbers are from.
  let comparison: Comparison
  /// The strategies, the best first.
  let ranking: Ranking

  /// The tiles that apply, four at most.
  var all: [Tile] {
    [disagreement, ranking.rows[0].result.series == nil ? trade : effort, worth, cost]
      .compactMap { $0 }
  }

  /// The strategy that all others are set against: the first that sends once.
  private var reference: Ranking.Row { ranking.reference(in: comparison) }

  /// The plural of the thing that is counted.
  private var noun: String { reference.scenario.person == nil ? "writes" : "intentions" }

  /// The size of the problem: the disagreement without retries.
  private var disagreement: Tile {
    let row = reference
    let value = row.result.oneIn(.disagree)
    let end: [Headline.Phrase] = [
      .strong(row.status.sendsOnce ? "without retries" : "under \(row.name)"),
      .words(row.status.sendsOnce ? " (\(row.name))" : ""),
    ]
    if value == ScreenColumn.never {
      return Tile(
        kind: .clean, value: value, phrases: [.words("do client and server disagree ")] + end)
    }
    let share = value.hasPrefix("1 in") ? noun : "of \(noun)"
    return Tile(
      kind: .phantom, value: value,
      phrases: [.words("\(share) leave client and server in disagreement ")] + end
        + (value.hasPrefix("<") ? [.words(": none was seen")] : []))
  }

  /// The most duplicates, or else the most losses, that any strategy brings.
  private var trade: Tile? {
    for harm in [OutcomeClass.duplicate, .lost, .stale, .falseRejection] {
      guard
        let row = ranking.rows.max(by: { $0.result.value(harm) < $1.result.value(harm) }),
        row.result.value(harm) > 0
      else { continue }
      let value = row.result.oneIn(harm)
      let words = value.hasPrefix("1 in") ? noun : "of \(noun)"
      let effect = harm == .duplicate ? effect(of: row) : ""
      return Tile(
        kind: harm, value: value,
        phrases: [
          .words("\(words) are \(Tiles.participle(harm)) "), .strong("under \(row.name)"),
          .words(effect),
        ])
    }
    return nil
  }

  /// The effect on the disagreement, which duplicates pay for.
  private func effect(of row: Ranking.Row) -> String {
    let before = reference.result
    if row.names == reference.names || before.value(.disagree) == 0 { return "" }
    // Where the reference has as many duplicates, retrying is not what they pay for.
    if before.value(.duplicate) * 10 >= row.result.value(.duplicate) { return "" }
    if row.result.value(.disagree) == 0 { return ", which ends the disagreement" }
    if row.result.value(.disagree) >= before.value(.disagree) { return "" }
    return ", which cuts the disagreement to \(row.result.oneIn(.disagree))"
  }

  /// The outcome as a participle: "stored twice".
  static func participle(_ outcome: OutcomeClass) -> String {
    switch outcome {
    case .duplicate: "stored twice"
    case .lost: "lost behind a success"
    case .stale: "replaced by older data"
    case .falseRejection: "stored behind a refusal"
    default: outcome.explanation
    }
  }

  /// The most requests that a strategy needs, where many clients load a server.
  private var effort: Tile? {
    let known = ranking.rows.compactMap { row in row.result[.requestsMean].map { (row, $0) } }
    guard let most = known.max(by: { $0.1.estimate.value < $1.1.estimate.value }) else {
      return nil
    }
    return Tile(
      kind: nil, value: EstimateText(most.1, of: most.0.result).value,
      phrases: [.words("requests for each write "), .strong("under \(most.0.name)")])
  }

  /// The harm that the recommended strategy leaves open.
  private var worth: Tile {
    guard let row = ranking.recommended else {
      let least = ranking.rows.min { harm($0.result) < harm($1.result) } ?? ranking.rows[0]
      let most = most(of: least.status.faults, least.result)
      let value = most.map { least.result.oneIn($0) } ?? ""
      let isSeen = most.map { least.result.value($0) > 0 } ?? false
      return Tile(
        kind: .lost, value: "none",
        phrases: [
          .words("of the strategies is without harm; the least has "), .strong(least.name),
          .words(isSeen ? ", \(value)" : ", not seen in this run"),
        ])
    }
    let harms =
      row.scenario.clientChosenID == nil
      ? "stored twice or lost" : "stored twice, lost or replaced by older data"
    let under: [Headline.Phrase] = [.words("under "), .good(row.name)]
    switch row.status.kind {
    case .safe:
      return Tile(
        kind: .clean, value: ScreenColumn.never,
        phrases: under + [.words(" is anything \(harms): proved for any number of faults")])
    case .neverRetries, .gainsNothing:
      let why = row.status.kind == .neverRetries ? "it never retries" : "but it gains nothing"
      return Tile(
        kind: .clean, value: ScreenColumn.never,
        phrases: under + [.words(" is anything \(harms): \(why)")])
    case .safeUpTo(let faults):
      return Tile(
        kind: nil, value: "none",
        phrases: [
          .words("is \(harms) "), .strong("under \(row.name)"),
          .words(" by up to \(FaultText.count(faults)): proved; of more nothing is known"),
        ])
    default:
      let most = most(of: SafetyText.harms, row.result) ?? .duplicate
      return Tile(
        kind: nil, value: row.result.oneIn(most),
        phrases: [
          .words("of \(noun) are \(harms) "), .strong("under \(row.name)"),
          .words(": none was seen, which is no proof"),
        ])
    }
  }

  /// The share of the writes that a strategy harms.
  private func harm(_ result: StrategyResult) -> Double {
    SafetyText.harms.reduce(0) { $0 + result.value($1) }
  }

  /// The outcome with the largest share, or with the largest bound where none was observed.
  private func most(of outcomes: [OutcomeClass], _ result: StrategyResult) -> OutcomeClass? {
    outcomes.max {
      (result[.share($0)]?.estimate.high ?? 0) < (result[.share($1)]?.estimate.high ?? 0)
    }
  }

  /// The cost of a million writes under the recommended strategy; without prices, what still disagrees.
  private var cost: Tile? {
    guard comparison.model.costs != nil, ranking.rows[0].result[.costMean] != nil else {
      return remainder
    }
    let cheapest = ranking.rows.min { MillionText.cost($0.result) < MillionText.cost($1.result) }
    guard let row = ranking.recommended ?? cheapest, let value = MillionText(row.result)?.text
    else { return nil }
    var phrases: [Headline.Phrase] = [
      .words("for a million \(noun) "), .strong("with \(row.name)"),
      .words(", at the model's prices"),
    ]
    if let next = ranking.runnerUp, let text = MillionText(next.result)?.text {
      phrases.append(.words("; next \(text) (\(next.name))"))
    }
    return Tile(kind: nil, value: value, phrases: phrases)
  }

  /// The part of the problem that the recommended strategy leaves; `nil` if there is none, or if
  /// nothing is recommended.
  private var remainder: Tile? {
    guard let row = ranking.recommended, row.names != reference.names else { return nil }
    let measure: OutcomeClass = row.result.value(.disagree) > 0 ? .disagree : .unsure
    let value = row.result.oneIn(measure)
    if value == ScreenColumn.never { return nil }
    let words = measure == .disagree ? "still disagree" : "end with the client unsure"
    return Tile(
      kind: nil, value: value,
      phrases: [
        .words("\(value.hasPrefix("1 in") ? noun : "of \(noun)") \(words) "),
        .strong("under \(row.name)"),
      ])
  }
}

/// The cost of a million writes, in the model's own currency.
struct MillionText {
  /// The amount, in the currency of the model's prices.
  let text: String

  /// - Returns: `nil` without prices.
  init?(_ result: StrategyResult) {
    guard let mean = result[.costMean]?.estimate else { return nil }
    let value = mean.value * 1e6
    guard value >= 100, value < 1e15 else {
      text =
        EstimateText(
          number: Estimate(value: value, low: mean.low * 1e6, high: mean.high * 1e6)
        ).value
      return
    }
    text = NumberText.grouped(UInt64(value.rounded()))
  }

  /// The cost of a write; infinite without prices, so that such a strategy is never the cheapest.
  static func cost(_ result: StrategyResult) -> Double {
    result[.costMean]?.estimate.value ?? .infinity
  }
}
