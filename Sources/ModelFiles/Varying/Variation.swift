import EndToEnd

/// A value of a model, by its path, and what it is to be, one after the other.
///
/// ```swift
/// let variation = try Variation("network.request.loss=0%..20%:1%", limit: 1_000)
/// variation.values.count    // 21
/// ```
package struct Variation: Hashable, Sendable {
  /// The path as it was written.
  package let name: String
  /// At least one; no two are alike.
  package let values: [SweepValue]
  /// The way to the value.
  let path: ModelPath
  /// Each value as a model file says it.
  let syntax: [String]

  /// Reads a path and its values: `PATH=FROM..TO:STEP`, `PATH=FROM..TO:xFACTOR` or `PATH=A,B,C`.
  ///
  /// - Parameter limit: the most values.
  package init(_ text: String, limit: Int) throws(VariationError) {
    guard let sign = text.firstIndex(of: "=") else {
      throw VariationError(
        message:
          "'\(text)' does not say which values; say, for example, network.request.loss=0%..20%:1%"
      )
    }
    name = String(text[..<sign])
    guard let path = ModelPath(text[..<sign]) else {
      throw VariationError(
        message:
          "'\(name)' is no path of keys with dots between them, for example network.request.loss"
      )
    }
    self.path = path
    let values = try VariedValue.all(text[text.index(after: sign)...], of: name, limit: limit)
    self.values = values.map { SweepValue(text: $0.text, number: $0.number) }
    syntax = values.map(\.syntax)
    var seen: Set<String> = []
    for value in values where !seen.insert(value.syntax).inserted {
      throw VariationError(message: "\(name): \(value.text) is there twice; leave one out")
    }
  }
}

/// The way to a value in a model: `network.request.loss`, `strategies.blind.attempts`, `gateway.0.timeout`.
///
/// A key that holds a dot stands in quotes: `strategies."v1.2".attempts`.
struct ModelPath: Hashable, Sendable {
  /// The keys, from the top of the model on.
  let keys: [String]

  /// - Returns: `nil` if the text is no such path.
  init?(_ text: Substring) {
    var keys: [String] = []
    var rest = text
    while true {
      if rest.first == "\"" {
        rest = rest.dropFirst()
        let key = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(key.count)
        guard rest.popFirst() == "\"" else { return nil }
        keys.append(String(key))
      } else {
        let key = rest.prefix { $0 != "." }
        rest = rest.dropFirst(key.count)
        keys.append(String(key))
      }
      if keys.last?.isEmpty != false { return nil }
      if rest.isEmpty { break }
      guard rest.popFirst() == "." else { return nil }
    }
    self.keys = keys
  }
}

/// A text that is no variation.
package struct VariationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problem and its remedy, in one line.
  package let message: String

  /// The same as `message`.
  package var description: String { message }
}
