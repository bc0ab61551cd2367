import EndToEnd
import Reports
import Statistics
import Study

/// Every strategy of a model side by side.
struct CompareCommand: Command {
  let name = CommandName.compare
  let summary = "Compares the strategies of a model, each on the same operations."
  let operands = "[MODEL]"
  let examples = [
    "disagree compare",
    "disagree compare models/essay.json5",
    "disagree compare models/essay.json5 --strategy none --strategy blind --trials 10000000",
    "disagree compare models/essay.json5 --sort cost",
    "disagree compare models/essay.json5 --precision 1% --measure duplicate",
    "disagree compare models/essay.json5 --method exact",
    "disagree compare models/essay.json5 --baseline blind",
    "disagree compare models/essay.json5 --verdict",
    "disagree compare models/essay.json5 --format csv --output essay.csv",
    "disagree compare models/essay.json5 --trials 1000000000 --shard 3/8 --output part-3.json",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    guard let format = try arguments.reportFormat() else { preconditionFailure("a report") }
    let output = try Output(arguments)
    let model = try arguments.model(orEssay: true)
    if arguments.operands.isEmpty, !arguments.has(.quiet) {
      StandardError.write(
        "no model is named, so this is the write of the essay; disagree init FILE writes one to start from\n"
      )
    }
    let order = try arguments.order(of: model)
    let strategies = try arguments.strategies(of: model)
    let series = try Output(arguments, for: .series)
    let judging = try Judging(arguments, of: model)
    let counting = try Counting(strategies, of: model, for: name.rawValue, arguments)
    if let shard = counting.shard {
      try output.write(shard.text)
      return counting.status
    }
    var comparison = counting.comparison
    if let judging, counting.status == .success { comparison = judging.judged(comparison) }
    if let order { comparison = try comparison.sortedIfKnown(by: order) }
    let plot = try Plotting(arguments, format).map { comparison.plot($0.characters) } ?? ""
    try output.write(comparison.report(as: format) + plot)
    try series?.write(seriesOf: comparison)
    return counting.status
  }
}

extension Comparison {
  /// The same results in the order that was asked for.
  ///
  /// - Throws: if not every strategy has what they are ordered by.
  func sortedIfKnown(by order: ComparisonOrder) throws(Failure) -> Comparison {
    if results.contains(where: { $0[order.measure] == nil }) {
      throw .usage("--sort \(order.rawValue): not known of every strategy here")
    }
    return sorted(by: order)
  }
}
