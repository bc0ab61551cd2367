/// The commands, in the order of the help.
enum CommandName: String, CaseIterable, Sendable {
  case compare, run, sweep, trace, check, report, explain, show, presets, merge
  case initialize = "init"
  case completions, man
}
