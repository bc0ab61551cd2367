/// A command line as a shell reads it, as far as the guides need one.
struct ShellCommand {
  /// What stands in the page.
  let line: String

  /// All commands of a block: without comments, and in one line where a backslash goes on.
  static func all(in block: String) -> [ShellCommand] {
    block.replacing("\\\n", with: "").split(separator: "\n")
      .map { $0.trimming(while: \.isWhitespace) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
      .map { ShellCommand(line: String($0)) }
  }

  /// The variable that the line sets, and nothing else; `nil` if it does something else.
  var assigned: Substring? {
    let name = line.prefix { $0.isLetter || $0 == "_" }
    return !name.isEmpty && line.dropFirst(name.count).first == "=" ? name : nil
  }

  /// The words of each command, of which one hands on to the next what it prints.
  ///
  /// - Parameter variables: what stands for `$name`.
  func words(_ variables: [String: String]) -> [[String]] {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    var rest = line[...]
    func end() {
      if let word { commands[commands.count - 1].append(word) }
      word = nil
    }
    while let character = rest.popFirst() {
      switch (character, quote) {
      case ("$", nil), ("$", "\""):
        let name = rest.prefix { $0.isLetter || $0 == "_" }
        rest = rest.dropFirst(name.count)
        word = (word ?? "") + (variables[String(name)] ?? "$\(name)")
      case (_, character): quote = nil
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (" ", nil): end()
      case ("#", nil) where word == nil: rest = ""
      case ("|", nil):
        end()
        commands.append([])
      default: word = (word ?? "") + String(character)
      }
    }
    end()
    return commands
  }
}

extension Substring {
  fileprivate func trimming(while isLeftOut: (Character) -> Bool) -> Substring {
    var text = drop(while: isLeftOut)
    while let last = text.last, isLeftOut(last) { text.removeLast() }
    return text
  }
}
