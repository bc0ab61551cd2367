/// The extent of the text that a model is written as.
struct TextForm {
  /// The tokens of the keys that some strategy uses.
  final class Usage {
    /// The tokens that were marked as used.
    fileprivate(set) var tokens: Set<String> = []
  }

  /// The form in which every key stands, as users see it.
  static var complete: TextForm { TextForm(isComplete: true, usage: nil) }

  /// The form without the keys that a model does not use, from which its digest is computed.
  static func canonical(_ usage: Usage) -> TextForm { TextForm(isComplete: false, usage: usage) }

  /// The complete form, which notes the keys that are used on the way.
  static func noting(_ usage: Usage) -> TextForm { TextForm(isComplete: true, usage: usage) }

  /// A Boolean value that indicates whether keys with their defaults are written too, as `show` does.
  let isComplete: Bool
  /// The tokens of the whole model; `nil` for a form that does not depend on them.
  private let usage: Usage?

  /// Notes that a strategy uses a key, where that is asked for.
  func note(_ token: String) { if isComplete { usage?.tokens.insert(token) } }

  /// Returns true if some strategy of the model uses a key.
  func uses(_ token: String) -> Bool { usage?.tokens.contains(token) ?? false }
}
