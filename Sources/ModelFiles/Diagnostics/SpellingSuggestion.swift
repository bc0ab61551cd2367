/// Guesses about misspelled words.
package enum SpellingSuggestion {
  /// The candidate that is nearest to a word, if one is near enough to be meant.
  ///
  /// Near is: at most a third of the letters, and at least one, were left out, added, changed, or
  /// swapped with their neighbours. Of two equally near the first is taken.
  package static func suggestion(for word: String, among candidates: [String]) -> String? {
    // A longer word is no typing error, and the comparison is quadratic.
    if word.count > 100 { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate.count <= 200 {
      let distance = distance(Array(word.lowercased()), Array(candidate.lowercased()))
      let limit = max(1, min(word.count, candidate.count) / 3)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The same where names have parts, for example "stripe-python", and titles: if no name is near, all that have the
  /// word as one of their parts, or else that have it in their titles.
  ///
  /// - Parameter quote: what stands around each name.
  /// - Returns: a question, for example "did you mean stripe-go or stripe-node?"; `nil` if there is nothing to ask.
  package static func question(
    for word: String, amongNames names: [(name: String, title: String)], quote: String = ""
  ) -> String? {
    let part = word.lowercased()
    let isShort = part.count < 3
    let ways: [() -> [String]] = [
      { suggestion(for: word, among: names.map(\.name)).map { [$0] } ?? [] },
      { names.map(\.name).filter { $0.split { "-.".contains($0) }.contains { $0 == part } } },
      { isShort ? [] : names.filter { $0.title.lowercased().contains(part) }.map(\.name) },
    ]
    let found = ways.lazy.map { $0() }.first { !$0.isEmpty } ?? []
    // A choice among many helps no user; a few of them tell how such names look.
    let shown = found.count <= 8 ? found[...] : found.prefix(6)
    let choices =
      shown.map { quote + $0 + quote }
      + (shown.count < found.count ? ["one of \(found.count - shown.count) more like them"] : [])
    guard let last = choices.last else { return nil }
    let others = choices.dropLast().joined(separator: ", ")
    return "did you mean \(others.isEmpty ? "" : others + " or ")\(last)?"
  }

  /// Damerau and Levenshtein's distance, without moving a letter twice.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        let change = left[i] == right[j] ? 0 : 1
        var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + change)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
