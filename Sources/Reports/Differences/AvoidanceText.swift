import EndToEnd
import Statistics
import Study
import Text

/// A sentence on the outcomes that a strategy avoids and causes, compared with the baseline.
struct AvoidanceText {
  /// The sentence, for example "key: 14,864 fewer duplicates (all of them), none new."
  let sentence: String

  /// The outcomes that the sentence names, each in the singular and in the plural.
  private static let kinds: [(outcomeClass: OutcomeClass, one: String, many: String)] = [
    (.lost, "lost write", "lost writes"), (.phantom, "phantom", "phantoms"),
    (.falseRejection, "false rejection", "false rejections"),
    (.duplicate, "duplicate", "duplicates"), (.stale, "stale write", "stale writes"),
    (.unsure, "unsure client", "unsure clients"),
  ]

  /// Puts the pairs of one strategy into words.
  init(_ name: String, _ differences: Differences, of comparison: Comparison) {
    var parts: [String] = []
    for (outcomeClass, one, many) in AvoidanceText.kinds {
      guard let difference = differences[.share(outcomeClass)] else { continue }
      if let counts = difference.concordance {
        if let part = AvoidanceText.part(counts, one, many) {
          parts.append(part)
        }
      } else if difference.estimate.low > 0 || difference.estimate.high < 0 {
        // Where nothing is paired operation by operation, it is a matter of more and less.
        parts.append("has \(difference.estimate.value < 0 ? "fewer" : "more") \(many)")
      }
    }
    let what =
      parts.isEmpty
      ? "avoids and causes nothing that was observed" : AvoidanceText.list(parts)
    sentence = "\(name) \(what)."
  }

  /// The clause about one outcome: avoided and caused, from the pairs of the same write under
  /// both strategies.
  ///
  /// The net change alone would hide a strategy that avoids ten duplicates and causes nine
  /// others.
  private static func part(_ counts: PairedCounts, _ one: String, _ many: String) -> String? {
    func count(_ number: UInt64, _ more: String = "") -> String {
      "\(NumberText.grouped(number)) \(more)\(number == 1 ? one : many)"
    }
    let before = counts.both + counts.onlyBaseline
    if counts.onlyBaseline == 0 {
      if counts.onlyOther == 0 { return nil }
      return "causes " + count(counts.onlyOther, before == 0 ? "" : "more ")
    }
    let avoided =
      counts.onlyBaseline < before
      ? "\(NumberText.grouped(counts.onlyBaseline)) of \(count(before))"
      : before == 1 ? "the only \(one)" : "all \(count(before))"
    let caused = counts.onlyOther == 0 ? "none" : NumberText.grouped(counts.onlyOther)
    return "avoids \(avoided) and causes \(caused)"
  }

  /// The clauses with "and" before the last.
  private static func list(_ parts: [String]) -> String {
    guard parts.count > 2, let last = parts.last else { return parts.joined(separator: ", and ") }
    return parts.dropLast().joined(separator: "; ") + "; and " + last
  }
}
