import Text

/// The explanation of verdicts, for `disagree explain --verdict`.
package enum VerdictPage {
  /// The words of the table and the answers below it.
  package static var text: String {
    var page = Paragraphs()
    page.append("verdict")
    page.separate()
    page.append("meaning", Term.named("verdict")?.meaning ?? "")
    page.separate()
    page.append("The words of a verdict on one anomaly:")
    for (word, meaning) in words { page.append("-", "\(word): \(meaning)") }
    page.separate()
    page.append("The answers to \"is it safe to retry?\":")
    for (word, meaning) in answers { page.append("-", "\(word): \(meaning)") }
    page.separate()
    page.append("Phantoms and late copies do not make a retry unsafe.")
    page.append("disagree compare MODEL --verdict prints verdicts.")
    return page.text
  }

  /// The words of the table, from proofs to what nothing is known of.
  private static let words = [
    ("impossible", "proved for any number of faults."),
    ("not by 3", "proved for up to 3 faults; nothing is known of more."),
    ("by 1 fault", "possible with 1 fault, and not without one."),
    ("by itself", "possible without any fault."),
    ("undecided", "nothing is proved and nothing was found."),
    (
      "≈",
      "only some delays of each continuous latency were tried, which proves nothing about the others."
    ),
  ]

  /// The answers to "safe to retry?", from the best to the worst.
  private static let answers = [
    ("safe to retry", "no number of faults makes a duplicate or loses acknowledged data."),
    ("safe with up to 3 faults", "none of them does; nothing is known of more."),
    ("not safe", "the fewest faults that do harm are named."),
    ("never retries", "the strategy sends one request, so that there is no retry to judge."),
    ("not decided", "the searches reached a limit; more states or finite latencies may decide it."),
  ]
}
