import EndToEnd

/// The words for each class in reports: the one place to edit, beside the definition of the class itself.
extension OutcomeClass {
  /// The classes of the first version of the CSV, in the order of its columns.
  package static let firstInColumns: [OutcomeClass] = [
    .disagree, .lost, .phantom, .duplicate, .late, .stale, .unsure, .clean,
  ]

  /// All classes in the order of columns and rows in files: a newer one stands behind all older ones.
  package static let inColumnOrder =
    firstInColumns + allCases.filter { !firstInColumns.contains($0) }

  /// The anomalies in the order of columns and rows in files.
  package static let anomaliesInColumnOrder = inColumnOrder.filter(anomalies.contains)

  /// The definition in a few words.
  package var explanation: String { words.explanation }

  /// The definition as it is told of one operation.
  package var sentence: String { words.sentence }

  /// One outcome of the class, with its article.
  package var one: String { words.one }

  /// Several outcomes of the class.
  package var many: String { words.many }

  /// The heading of its column in a table for people, where room is scarce.
  package var heading: String { self == .falseRejection ? "false rej." : rawValue }

  private struct Words {
    let explanation: String
    let sentence: String
    let one: String
    let many: String
  }

  /// The words of the class. Tables, sentences, the glossary and the page take theirs from here.
  private var words: Words {
    switch self {
    case .disagree:
      Words(
        explanation: "lost, phantom or false rejection",
        sentence: "client and server differ about whether the data is stored",
        one: "a disagreement", many: "disagreements")
    case .lost:
      Words(
        explanation: "acknowledged, not stored",
        sentence: "the client is sure that the data is stored, and nothing is",
        one: "a loss", many: "losses")
    case .phantom:
      Words(
        explanation: "belief unknown, stored",
        sentence: "the data is stored, and the client thinks it may have lost it",
        one: "a phantom", many: "phantoms")
    case .falseRejection:
      Words(
        explanation: "rejected, stored",
        sentence: "the client is sure that the data is not stored, and it is stored",
        one: "a false rejection", many: "false rejections")
    case .duplicate:
      Words(
        explanation: "stored twice or more", sentence: "the effect is stored more than once",
        one: "a duplicate", many: "duplicates")
    case .late:
      Words(
        explanation: "stored after the decision",
        sentence: "a copy was stored after the client had stopped trying",
        one: "a late copy", many: "late copies")
    case .stale:
      Words(
        explanation: "older replaced newer", sentence: "an older write replaced a newer one",
        one: "a stale write", many: "stale writes")
    case .unsure:
      Words(
        explanation: "belief unknown", sentence: "the client has no idea; nothing is stored",
        one: "an unsure client", many: "unsure clients")
    case .clean:
      Words(
        explanation: "acknowledged, 1 copy, not stale",
        sentence: "acknowledged and stored exactly once",
        one: "a clean ending", many: "clean endings")
    }
  }
}
