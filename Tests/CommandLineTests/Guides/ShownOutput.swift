/// What a page says that a command prints.
///
/// It is compared letter by letter. A line that is nothing but `…` stands for any lines that are left out.
struct ShownOutput {
  let text: String

  func matches(_ output: String) -> Bool {
    let parts = ("\n" + text).split(separator: "\n…", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return output == text
    }
    var rest = ("\n" + output)[...]
    guard rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }

  /// Whether the page shows nothing of the beginning.
  var leavesOutTheBeginning: Bool { text.hasPrefix("…\n") }
}
