import EndToEnd
import Text

/// A protection in words, for `disagree presets`.
package struct ProtectionText: Sendable {
  /// The protection that is described.
  let protection: Protection

  /// Creates the words for a protection.
  package init(_ protection: Protection) {
    self.protection = protection
  }

  /// The time that a model's key is known.
  package var window: String {
    guard let key = protection.key else { return "-" }
    return key.window.map(Quantity.text) ?? "none"
  }

  /// The answers that a model's key saves and gives again.
  package var saves: String { word(\.saves, among: ModelSchema.saved) }

  /// The treatment of a request whose key is in use, in a model.
  package var inFlight: String { word(\.inFlight, among: ModelSchema.inFlight) }

  /// The word by which a model says a part of the key; "-" where no model can have this
  /// protection.
  private func word<Meaning: Equatable>(
    _ path: KeyPath<IdempotencyKey, Meaning>, among words: [(word: String, meaning: Meaning)]
  ) -> String {
    guard let key = protection.key else { return "-" }
    return words.first { $0.meaning == key[keyPath: path] }?.word ?? "-"
  }

  /// The page of the protection, in lines of 80 columns.
  package var page: String {
    var page = Paragraphs()
    page.append("\(protection.name): \(protection.title)")
    page.append("scope", protection.scope)
    page.append("window", protection.window)
    page.append("a replay", protection.replay)
    page.append("in flight", protection.inFlight)
    page.append("source", protection.source)
    page.separate()
    page.append("What can still go wrong:")
    for line in protection.remains { page.append("-", line) }
    if !protection.assumed.isEmpty {
      page.separate()
      page.append("Assumed:")
      for line in protection.assumed { page.append("-", line) }
    }
    page.separate()
    page.append("In a model:")
    if let key = protection.key {
      page.append(
        "-",
        "key: \"\(protection.name)\" is key: \(ModelSchema.key.text(of: key, .canonical(.init())).line)"
      )
    } else {
      page.append("-", "it cannot be used: \(protection.unusable ?? "no reason is known")")
    }
    return page.text
  }
}
