import EndToEnd
import Foundation
import Reports

/// Whether results are drawn below their table, and with what.
struct Plotting {
  let characters: PlotCharacters

  /// - Parameter format: `nil` for what is no report.
  /// - Returns: `nil` if nothing is drawn: unless it is asked for, that is everywhere but on a terminal.
  init?(_ arguments: Arguments, _ format: ReportFormat?) throws(Failure) {
    let isAsked = arguments.has(.plot) || arguments.has(.plain)
    if isAsked, format != .table { throw .usage("--plot is for --format table") }
    let isTerminal =
      format == .table && !arguments.has(.output) && isatty(STDOUT_FILENO) == 1
    guard isAsked || isTerminal else { return nil }
    let isPlain =
      arguments.has(.plain) || !ProgressBar.isUnicode(ProcessInfo.processInfo.environment)
    characters = isPlain ? .plain : .unicode
  }
}
