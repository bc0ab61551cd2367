import Diagrams
import Simulation

extension Execution {
  /// The sequence chart of the execution.
  ///
  /// - Parameters:
  ///   - names: the names of the nodes, in their order.
  ///   - broken: the sentence that does not hold where the execution stops.
  ///   - part: the part that is shown; `nil` for everything.
  func diagram(
    of names: [String], broken: String?, part: ExecutionPart? = nil
  ) -> Diagram {
    let nodes = part?.nodes ?? Array(names.indices)
    let entries = part?.entries ?? self.entries
    let lanes = Dictionary(uniqueKeysWithValues: zip(nodes, nodes.indices))
    var diagram = Diagram(title: "", lanes: nodes.map { Diagram.Lane(names[$0]) })
    for (index, entry) in entries.enumerated() {
      switch Self.row(entry.action) {
      case .note(let node, let words):
        guard let lane = lanes[node] else { continue }
        if case .changes = entry.action, index > 0, Self.isNote(entries[index - 1], at: node) {
          continue
        }
        let changes = Self.changes(of: node, after: index, in: entries)
        diagram.note(
          entry.instant, lane: lane,
          Diagram.Wording(([words] + changes).joined(separator: "; ")))
      case .arrow(let sender, let receiver, let words, let isLost):
        guard let from = lanes[sender], let to = lanes[receiver] else { continue }
        diagram.arrow(
          entry.instant, from: from, to: to, Diagram.Wording(words), isLost ? .isLost : .arrives)
      }
    }
    diagram.closings = closings(broken, lanes: nodes.count, of: names.count)
    return diagram
  }

  /// The sentences below a chart.
  private func closings(_ broken: String?, lanes: Int, of count: Int) -> [Diagram.Closing] {
    var closings: [Diagram.Closing] = []
    let all = 0...max(lanes - 1, 0)
    if let broken { closings.append(.init("broken", [broken], over: all)) }
    if lanes < count {
      closings.append(
        .init(
          "left out", ["\(count - lanes) of \(count) nodes, which have no part in it"], over: all))
    }
    return closings
  }

  /// Returns true if an entry is a note at a node, which then tells of the change that directly follows.
  private static func isNote(_ entry: TraceRecorder.Entry, at node: Int) -> Bool {
    if case .note(node, _) = row(entry.action) { true } else { false }
  }

  /// The changes of a node that directly follow an entry.
  private static func changes(
    of node: Int, after index: Int, in entries: [TraceRecorder.Entry]
  ) -> [String] {
    var changes: [String] = []
    for entry in entries[(index + 1)...] {
      guard case .changes(let change, at: node) = entry.action else { break }
      changes.append(change)
    }
    return changes
  }

  /// A row before its lanes are known.
  private enum Row {
    case note(Int, String)
    case arrow(Int, Int, String, isLost: Bool)
  }

  /// The row for an action.
  private static func row(_ action: TraceRecorder.Action) -> Row {
    switch action {
    case .sends(let message, let sender, let receiver, let arrival):
      .arrow(sender, receiver, message, isLost: arrival == nil)
    case .arrives(let message, _, let receiver): .note(receiver, "\(message) comes")
    case .fires(let timer, let index): .note(index, "timer \(timer) ends")
    case .decides(let words, let index, _), .tells(let words, let index): .note(index, words)
    case .covers(let branch, let index): .note(index, BranchName.text(branch))
    case .traps(let index): .note(index, "traps")
    case .changes(let change, let index): .note(index, change)
    }
  }
}
