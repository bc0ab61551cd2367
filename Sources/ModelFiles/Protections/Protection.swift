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
  package let name: String
  /// The service or paper.
  package let title: String
  /// Within what two keys are compared.
  package let scope: String
  /// How long a key is known, in words.
  package let window: String
  /// What a repetition is answered, in words.
  package let replay: String
  /// What a repetition meets while the first request is still being served, in words.
  package let inFlight: String
  /// What a model makes of it; `nil` if it cannot: then `unusable` says why.
  package var key: IdempotencyKey?
  package var unusable: String?
  /// What can still go wrong.
  package let remains: [String]
  /// What was assumed, and why.
  package var assumed: [String] = []
  /// Where it was read.
  package let source: String

  /// All of them, in the order in which they are listed.
  package static let all: [Protection] = http + cloud + messaging + research

  /// The one with a name.
  package static func named(_ name: String) -> Protection? { all.first { $0.name == name } }

  /// A key that is recorded with the data.
  static func key(
    window: Delay?, replays: IdempotencyKey.Replay, inFlight: IdempotencyKey.InFlight
  ) -> IdempotencyKey {
    var key = IdempotencyKey()
    key.window = window
    key.replays = replays
    key.inFlight = inFlight
    return key
  }

  /// What is assumed of all whose insides nobody has described.
  static let oneTransaction =
    "that the key is recorded in one transaction with the data: the documentation does not say"
}
