import EndToEnd
import Reports
import Study

/// An option of the command line, as the table declares it: once, for all commands and methods.
///
/// Parsing, help, completions, the manual page and the messages about options that do not go together read this.
/// To add an option, add a declaration to the table (`Option.all`) and use its value.
struct Option: Sendable {
  /// The name, with its two dashes.
  let name: String
  /// Further names that are read as the same: a short form, or another spelling.
  let aliases: [String]
  /// The placeholder of its value in the help; `nil` for an option without one.
  let value: String?
  /// The effect, in a few words, without line breaks.
  let help: String
  /// A value that works; `nil` for an option without one.
  let example: String?
  /// The words that its value may be; none if it may be anything. A use may have others.
  let words: [String]
  /// A Boolean value that indicates whether the help lists the words.
  let listsWords: Bool
  /// A Boolean value that indicates whether the value names a file.
  let takesFile: Bool
  /// The option to give instead where a model has, or has not, many clients: "--runs N".
  let instead: String?
  /// The commands that take it, each with its conditions.
  let uses: [Use]

  /// Declares an option.
  ///
  /// The precondition holds for every option of the table: help, manual page and reference print
  /// an example for each value.
  init(
    _ name: String, or aliases: [String] = [], _ value: String? = nil, words: [String] = [],
    listsWords: Bool = true, takesFile: Bool = false, help: String, example: String? = nil,
    instead: String? = nil, in uses: [Use]
  ) {
    precondition((value == nil) == (example == nil), "\(name): a value has an example")
    self.name = name
    self.aliases = aliases
    self.value = value
    self.help = help
    self.example = example
    self.words = words
    self.listsWords = listsWords
    self.takesFile = takesFile
    self.instead = instead
    self.uses = uses
  }

  /// Commands that take an option, and the conditions there.
  struct Use: Sendable {
    /// The commands that take the option under these conditions.
    let commands: [CommandName]
    /// The words that its value may be, if they are these commands' own; the first is the default.
    let words: [String]
    /// The number of times that it may be given.
    let most: Int
    /// The methods and options that it is for: one of them must be chosen. Empty if it is for all.
    let companions: [Companion]
    /// The options that it cannot be combined with.
    let conflicts: [Conflict]

    /// Conditions for commands that are named one by one.
    init(
      _ commands: CommandName..., words: [String] = [], most: Int = 1,
      for companions: [Companion] = [], not conflicts: [Conflict] = []
    ) {
      self.init(commands, words: words, most: most, for: companions, not: conflicts)
    }

    /// Conditions for a list of commands that several options share.
    init(
      _ commands: [CommandName], words: [String] = [], most: Int = 1,
      for companions: [Companion] = [], not conflicts: [Conflict] = []
    ) {
      self.commands = commands
      self.words = words
      self.most = most
      self.companions = companions
      self.conflicts = conflicts
    }
  }

  /// Something that an option is for.
  enum Companion: Hashable, Sendable {
    /// A way to find the numbers.
    case method(StudyMethod)
    /// Another option, by its name.
    case option(String)

    /// Trials or runs that are counted.
    static let counted: [Companion] = [.method(.sample), .method(.load)]
    /// Anything in which chance has a part.
    static let random = StudyMethod.allCases.filter(\.isRandom).map(Companion.method)
    /// Single operations, by any method.
    static let operations = StudyMethod.allCases.filter { !$0.runsFleets }.map(Companion.method)
    /// Many clients, by any method.
    static let fleets = StudyMethod.allCases.filter(\.runsFleets).map(Companion.method)
  }

  /// Options that an option cannot be combined with.
  struct Conflict: Sendable {
    /// Their names.
    let others: [String]
    /// The value of the option with which it cannot be combined with them; `nil` for any.
    let value: String?
    /// The message for the option and the other one, as they were typed.
    let message: @Sendable (_ option: String, _ other: String) -> String

    /// A conflict with other options, and the message that says what to do about it.
    init(
      _ others: [String], when value: String? = nil,
      _ message: @escaping @Sendable (String, String) -> String
    ) {
      self.others = others
      self.value = value
      self.message = message
    }
  }
}

extension Option {
  /// The conditions under which a command takes it; `nil` if it does not.
  func use(in command: CommandName) -> Use? {
    uses.first { $0.commands.contains(command) }
  }

  /// The words that its value may be in a command.
  func words(in command: CommandName) -> [String] {
    guard let use = use(in: command), !use.words.isEmpty else { return words }
    return use.words
  }

  /// Returns true if a command takes it more than once.
  func isRepeatable(in command: CommandName) -> Bool {
    use(in: command).map { $0.most > 1 } ?? false
  }

  /// The name with the placeholder of its value: "--trials N".
  var synopsis: String { name + (value.map { " " + $0 } ?? "") }

  /// The effect for the short help: without conditions, or the words themselves where they are few.
  var brief: String {
    !listsWords && (1...5).contains(words.count) ? Option.list(words, "or") : help
  }

  /// The effect in a command, in a few words on one line: what it is for, then what it does, then its words.
  func help(in command: CommandName) -> String {
    let use = use(in: command)
    var text = help
    let words = words(in: command)
    if listsWords, !words.isEmpty {
      let isDefaulted = !(use?.words.isEmpty ?? true)
      let names = words.indices.map { words[$0] + ($0 == 0 && isDefaulted ? " (default)" : "") }
      text += ": " + Option.list(names, "or")
    }
    switch use?.most ?? 1 {
    case 1: break
    case 2: text += " (up to twice)"
    default: text += " (repeatable)"
    }
    // Most things are for the usual method.
    guard let companions = use?.companions, !companions.isEmpty,
      companions.allSatisfy({ $0 != .method(.sample) && $0 != .method(.load) })
    else { return text }
    return Option.names(of: companions).joined(separator: ", ") + ": " + text
  }

  /// The words and names of methods and options, in their order.
  static func names(of companions: [Companion]) -> [String] {
    var names: [String] = []
    for companion in companions {
      let name =
        switch companion {
        case .method(let method): method.word
        case .option(let option): option
        }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// "a, b or c".
  static func list(_ words: [String], _ last: String) -> String {
    guard words.count > 1, let end = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + end
  }

  /// The options of a command, in the order of the help.
  static func all(of command: CommandName) -> [Option] {
    all.filter { $0.use(in: command) != nil }
  }
}
