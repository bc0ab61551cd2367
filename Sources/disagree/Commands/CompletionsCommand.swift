import EndToEnd
import ModelFiles
import Text

/// `disagree completions`: a script with which a shell completes command lines.
///
/// The scripts are written from the table of options, so they cannot fall behind it.
struct CompletionsCommand: Command {
  let name = CommandName.completions
  let summary = "Prints completions for a shell: bash, zsh or fish."
  let operands = "SHELL"
  let examples = [
    "disagree completions bash > ~/.local/share/bash-completion/completions/disagree",
    "disagree completions fish > ~/.config/fish/completions/disagree.fish",
  ]

  /// Writes a script for the shell that is named.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let names = Completions.shells.map(\.name)
    guard arguments.operands.count == 1, let word = arguments.operands.first else {
      throw .usage("name one shell: \(names.joined(separator: ", "))")
    }
    guard let shell = Completions.shells.first(where: { $0.name == word }) else {
      let remedy =
        SpellingSuggestion.suggestion(for: word, among: names).map { "did you mean \($0)?" }
        ?? "there are \(names.joined(separator: ", "))"
      throw .usage("no completions for '\(SanitizedText.visible(word))'; \(remedy)")
    }
    try StandardOutput.write(shell.script())
    return .success
  }
}
