import EndToEnd
import ModelFiles
import Text

/// The words that were given on the command line for one command.
///
/// Parsing knows only the table of options: it has no command of its own. Operands and options
/// may stand in any order, `--name=value` is read as `--name value`, and `--` ends the options.
struct Arguments {
  /// The command that they are for.
  let command: CommandName
  /// The words that are no options, in order.
  private(set) var operands: [String] = []
  /// The values of each option that was given, by its declared name and in their order. An option
  /// without a value has "".
  private var values: [String: [String]] = [:]
  /// The options' names as they were typed.
  private var typed: [String: String] = [:]

  private init(_ command: CommandName) { self.command = command }

  /// Reads the words that follow a command's name.
  ///
  /// - Throws: if there is an option that the command does not have, one without its value, or two that do not
  ///   go together.
  static func parsed(_ words: [String], for command: CommandName) throws(Failure) -> Arguments {
    var arguments = Arguments(command)
    let options = Option.all(of: command)
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        arguments.operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        arguments.operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = options.first(where: { $0.name == name || $0.aliases.contains(name) })
      else { throw unknown(name, command, options) }
      var value = parts.count > 1 ? String(parts[1]) : nil
      if option.value == nil, value != nil {
        throw .usage("\(name) takes no value")
      }
      if let placeholder = option.value, value == nil {
        value = rest.popFirst()
        guard value != nil else { throw .usage("\(name) needs a value: \(name) \(placeholder)") }
      }
      arguments.typed[option.name] = name
      arguments.values[option.name, default: []].append(value ?? "")
    }
    try arguments.checkNumbers(of: options)
    return arguments
  }

  /// - Throws: if an option was given more often than the command takes it.
  private func checkNumbers(of options: [Option]) throws(Failure) {
    for option in options {
      let count = values(of: option).count
      guard let most = option.use(in: command)?.most, count > most else { continue }
      throw .usage(
        most == 1
          ? "\(name(of: option)) is given twice; leave one out"
          : "\(name(of: option)) can be given once or twice, not \(count) times")
    }
  }

  /// The error for an option that the command does not have, with the nearest spelling among
  /// those that it has.
  private static func unknown(
    _ name: String, _ command: CommandName, _ options: [Option]
  ) -> Failure {
    let visible = SanitizedText.visible(name)
    let names = options.map(\.name)
    let remedy =
      SpellingSuggestion.suggestion(for: name, among: names).map { "did you mean \($0)?" }
      ?? "see disagree \(command.rawValue) --help"
    return .usage("unknown option \(visible) for '\(command.rawValue)'; \(remedy)")
  }

  /// Returns true if an option was given.
  func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The value of an option, if it was given.
  func value(of option: Option) -> String? { values[option.name]?.last }

  /// All values of a repeatable option.
  func values(of option: Option) -> [String] { values[option.name] ?? [] }

  /// The name of an option as it was typed, or else as it is declared.
  func name(of option: Option) -> String { typed[option.name] ?? option.name }

  /// The whole number given for an option.
  ///
  /// - Parameter range: the numbers that are allowed.
  func number(_ option: Option, in range: ClosedRange<UInt64>) throws(Failure) -> UInt64? {
    guard let text = value(of: option) else { return nil }
    do {
      return try Quantity.count(text, in: range)
    } catch {
      throw .usage(
        "\(name(of: option)) must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not \"\(SanitizedText.visible(text))\""
          + (Arguments.digits(of: text, in: range).map { "; did you mean \($0)?" } ?? ""))
    }
  }

  /// The whole number that was written with an exponent, in groups or with a letter for thousands.
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

  /// The words that have to be typed for the same result: without options that change nothing in it.
  func words(without silent: [Option]) -> [String] {
    var words = ["disagree", command.rawValue] + operands
    for option in Option.all(of: command) where !silent.contains(where: { $0.name == option.name })
    {
      for value in values(of: option) {
        words += option.value == nil ? [option.name] : [option.name, value]
      }
    }
    return words
  }
}
