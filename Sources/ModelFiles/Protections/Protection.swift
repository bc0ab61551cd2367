import EndToEnd
import Simulation

/// The idempotency protocol of a real service or paper, as a model's `key` can name it.
///
/// ```json5
/// strategies: { pay: { attempts: 3, key: "stripe-v1" }, late: { attempts: 3, key: { protocol: "stripe-v1", window: "12 h" } } }
/// ```
///
/// What it does is what its documentation says. What that leaves open is assumed, and said to be.
package struct Protection: Hashable, Sendable {
  /// What a model calls it.
  package internal(set) var name = ""
  /// The service or paper.
  package internal(set) var title = ""
  /// Within what two keys are compared.
  package internal(set) var scope = ""
  /// How long a key is known, in words.
  package internal(set) var window = ""
  /// What a repetition is answered, in words.
  package internal(set) var replay = ""
  /// What a repetition meets while the first request is still being served, in words.
  package internal(set) var inFlight = ""
  /// What a model makes of it; `nil` if it cannot: then `unusable` says why.
  package var key: IdempotencyKey?
  package var unusable: String?
  /// What can still go wrong.
  package internal(set) var remains: [String] = []
  /// What was assumed, and why.
  package var assumed: [String] = []
  /// Where it was read.
  package internal(set) var source = ""

  /// All protections, in the order of their list; read once, when first asked for.
  ///
  /// Data that cannot be read leaves the list empty: a test tells what is wrong with it.
  package static let all: [Protection] = (try? read()) ?? []

  /// The protections that the data describes.
  ///
  /// - Throws: all that is wrong with one group of them.
  package static func read() throws(ModelFile.Problem) -> [Protection] {
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
