import Foundation
import Reports
import Study

/// The screen that a report is for, and what a report on a screen has unasked.
extension Arguments {
  /// The screen: the terminal, or 80 columns of a pipe or a file.
  ///
  /// A file is the same on every terminal and in every locale. In a pipe, a locale counts only if it is set.
  func screen() -> Screen {
    let environment = ProcessInfo.processInfo.environment
    let isFile = value(of: .output).map { $0 != "-" } ?? false
    let isTerminal = Platform.outputIsTerminal && !isFile
    var screen = Screen()
    if !isFile {
      let size = isTerminal ? Platform.outputWidth : nil
      screen.width = min(
        environment["COLUMNS"].flatMap(Int.init).flatMap { $0 >= 40 ? $0 : nil } ?? size ?? 80,
        1_000)
      screen.isASCII =
        isTerminal || CharacterLocale.isSet(environment)
        ? !CharacterLocale.isUnicode(environment) : false
    }
    if has(.plain) { screen.isASCII = true }
    for (option, detail) in [
      (Option.intervals, Screen.Detail.intervals), (.verdict, .verdict), (.full, .tables),
    ] where has(option) {
      screen.details.insert(detail)
    }
    return screen
  }

  /// The verdicts that a report has: those that were asked for, or on a screen those of a short search.
  func verdictPlan(for format: ReportFormat, _ plan: ComparisonPlan) throws(Failure) -> VerdictPlan?
  {
    if has(.verdict) { return try verdictPlan() }
    if has(.noVerdict) || format != .table { return nil }
    return VerdictPlan.short(strategies: plan.strategies.count, jobs: try jobs())
  }

  /// The results in the order that was asked for, or on a screen by their cost.
  ///
  /// - Throws: if the measure of the order is not known of every strategy.
  func sorted(_ comparison: Comparison, for format: ReportFormat) throws(Failure) -> Comparison {
    if let order = try order(of: comparison.model) {
      return try comparison.sortedIfKnown(by: order)
    }
    let isKnown = comparison.results.allSatisfy { $0[ComparisonOrder.cost.measure] != nil }
    guard !has(.sort), format == .table, isKnown, comparison.model.costs != nil else {
      return comparison
    }
    return comparison.sorted(by: .cost)
  }

  /// The screen of the curves below a sweep; `nil` for none: unless they are asked for, they are drawn on a
  /// terminal only.
  ///
  /// - Parameter format: the form of the report; `nil` for an output that is none.
  func plotScreen(for format: ReportFormat?, isUsual: Bool) throws(Failure) -> Screen? {
    if has(.plot), format != .table { throw .usage("--plot is for --format table") }
    let isForTerminal =
      isUsual && format == .table && !has(.output) && Platform.outputIsTerminal
    return has(.plot) || isForTerminal ? screen() : nil
  }
}

/// The characters that the environment says a terminal has.
enum CharacterLocale {
  /// A Boolean value that indicates whether they are those of Unicode.
  static func isUnicode(_ environment: [String: String]) -> Bool {
    guard let name = name(environment)?.lowercased() else { return false }
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// A Boolean value that indicates whether the environment says anything.
  static func isSet(_ environment: [String: String]) -> Bool { name(environment) != nil }

  /// The name of the locale for characters (POSIX, *Base Definitions*, 8.2).
  private static func name(_ environment: [String: String]) -> String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
  }
}
