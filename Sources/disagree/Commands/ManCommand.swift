import EndToEnd

/// `disagree man`: the manual page.
///
/// It is written from the table of options, as the help is.
struct ManCommand: Command {
  let name = CommandName.man
  let summary = "Prints the manual page, for man."
  let operands = ""
  let examples = [
    "disagree man | man -l -", "disagree man > ~/.local/share/man/man1/disagree.1",
  ]

  /// Writes the manual page in the language of `man`.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    if !arguments.operands.isEmpty { throw .usage("disagree man takes no operand") }
    try StandardOutput.write(ManPage.text)
    return .success
  }
}
