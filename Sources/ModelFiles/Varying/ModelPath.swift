/// The way to a value in a model: `network.request.loss`, `strategies.blind.attempts`, `gateway.0.timeout`.
///
/// A key that holds a dot stands in quotes: `strategies."v1.2".attempts`.
struct ModelPath: Hashable, Sendable {
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
