import EndToEnd
import Simulation

/// The idempotency protocol of a real service or paper, as a model's `key` can name it.
///
/// ```json5
/// strategies: { pay: { attempts: 3, key: "stripe-v1" }, late: { attempts: 3, key: { protocol: "stripe-v1", window: "12 h" } } }
/// ```
///
/// The rules are those of its documentation; assumptions about the rest are named as such.
package struct Protection: Hashable, Sendable {
  /// The name in models.
  package internal(set) var name = ""
  /// The service or paper.
  package internal(set) var title = ""
  /// The scope in which two keys are compared.
  package internal(set) var scope = ""
  /// The time that a key is known, in words.
  package internal(set) var window = ""
  /// The answer to a repetition, in words.
  package internal(set) var replay = ""
  /// The answer to a repetition while the first request is still being served, in words.
  package internal(set) var inFlight = ""
  /// The rules in a model; `nil` if no model can say them, for the reason in `unusable`.
  package var key: IdempotencyKey?
  /// The reason why no model can say the rules; `nil` if one can.
  package var unusable: String?
  /// The anomalies that are still possible.
  package internal(set) var remains: [String] = []
  /// The assumptions, with their reasons.
  package var assumed: [String] = []
  /// The place where it was read.
  package internal(set) var source = ""

  /// All protections, in the order of their list; read once, when first asked for.
  ///
  /// Data that cannot be read leaves the list empty: a test tells what is wrong with it.
  package static let all: [Protection] = (try? read()) ?? []

  /// The protections that the data describes.
  ///
  /// - Throws: all that is wrong with one group of them.
  package static func read() throws(ModelFileError) -> [Protection] {
    let groups = [
      ("HTTP", http), ("cloud", cloud), ("messaging", messaging), ("research", research),
    ]
    var protections: [Protection] = []
    for (name, text) in groups {
      protections += try DataFile.read("protections (\(name))", text, schema)
    }
    return protections
  }

  /// The protection of a name; `nil` if there is none.
  package static func named(_ name: String) -> Protection? { all.first { $0.name == name } }
}
