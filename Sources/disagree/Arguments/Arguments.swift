import EndToEnd
import ModelFiles
import Text

/// What was given on the command line for one command.
struct Arguments {
  /// What is not an option, in order.
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// - Parameters:
  ///   - words: what follows the command's name.
  ///   - command: the command that they are for.
  init(_ words: [String], for command: some Command) throws(Failure) {
    let options = command.options + [.help]
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = word == "-h" ? "--help" : String(parts[0])
      guard let option = options.first(where: { $0.name == name }) else {
        throw Arguments.unknown(name, command, options)
      }
      var value = parts.count > 1 ? String(parts[1]) : nil
      if option.value == nil, value != nil {
        throw .usage("\(name) takes no value")
      }
      if let placeholder = option.value, value == nil {
        value = rest.popFirst()
        guard value != nil else { throw .usage("\(name) needs a value: \(name) \(placeholder)") }
      }
      if !option.isRepeatable, values[name] != nil {
        throw .usage("\(name) is given twice; leave one out")
      }
      values[name, default: []].append(value ?? "")
    }
  }

  private static func unknown(
    _ name: String, _ command: some Command, _ options: [Option]
  ) -> Failure {
    let visible = SanitizedText.visible(name)
    let names = options.map(\.name)
    let remedy =
      SpellingSuggestion.suggestion(for: name, among: names).map { "did you mean \($0)?" }
      ?? "see disagree \(command.name) --help"
    return .usage("unknown option \(visible) for '\(command.name)'; \(remedy)")
  }

  /// Whether an option was given.
  func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The value of an option, if it was given.
  func value(of option: Option) -> String? { values[option.name]?.last }

  /// All values of a repeatable option.
  func values(of option: Option) -> [String] { values[option.name] ?? [] }

  /// The whole number given for an option.
  ///
  /// - Parameter range: what it may be.
  func number(_ option: Option, in range: ClosedRange<UInt64>) throws(Failure) -> UInt64? {
    guard let text = value(of: option) else { return nil }
    do {
      return try Quantity.count(.string(text), in: range)
    } catch {
      throw .usage(
        "\(option.name) must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not \"\(SanitizedText.visible(text))\""
          + (Arguments.digits(of: text, in: range).map { "; did you mean \($0)?" } ?? ""))
    }
  }

  /// The whole number that somebody wrote with an exponent, in groups or with a letter for thousands.
  private static func digits(of text: String, in range: ClosedRange<UInt64>) -> UInt64? {
    var text = text.lowercased().filter { !"_, '".contains($0) }
    let zeros: [Character: String] = ["k": "e3", "m": "e6"]
    if let last = text.last, let exponent = zeros[last] { text = text.dropLast() + exponent }
    // Up to here a double is exact.
    guard text.first?.isNumber == true, let value = Double(text), value < 1e15,
      let number = UInt64(exactly: value), range.contains(number)
    else { return nil }
    return number
  }
}
