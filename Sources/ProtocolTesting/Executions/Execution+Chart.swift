import Diagrams
import Simulation

extension Execution {
  /// The sequence chart of the execution.
  ///
  /// - Parameters:
  ///   - names: the names of the nodes, in their order.
  ///   - broken: the sentence that does not hold where the execution stops.
  func diagram(of names: [String], broken: String?) -> Diagram {
    var diagram = Diagram(title: "", lanes: names.map { Diagram.Lane($0) })
    for (index, entry) in entries.enumerated() {
      switch Self.row(entry.action) {
      case .note(let lane, let words):
        if case .changes = entry.action, index > 0, follows(index) { continue }
        let changes = self.changes(after: index)
        diagram.note(
          entry.instant, lane: lane,
          Diagram.Wording(([words] + changes).joined(separator: "; ")))
      case .arrow(let sender, let receiver, let words, let isLost):
        diagram.arrow(
          entry.instant, from: sender, to: receiver, Diagram.Wording(words),
          isLost ? .isLost : .arrives)
      }
    }
    if let broken {
      diagram.closings = [.init("broken", [broken], over: 0...max(names.count - 1, 0))]
    }
    return diagram
  }

  /// Returns true if a change directly follows its cause, whose note then tells of it.
  private func follows(_ index: Int) -> Bool {
    if case .sends = entries[index - 1].action { false } else { true }
  }

  /// The changes that directly follow an entry.
  private func changes(after index: Int) -> [String] {
    entries[(index + 1)...].prefix {
      if case .changes = $0.action { true } else { false }
    }.compactMap {
      if case .changes(let change, _) = $0.action { change } else { nil }
    }
  }

  private enum Row {
    case note(Int, String)
    case arrow(Int, Int, String, isLost: Bool)
  }

  private static func row(_ action: TraceRecorder.Action) -> Row {
    switch action {
    case .sends(let message, let sender, let receiver, let arrival):
      .arrow(sender, receiver, message, isLost: arrival == nil)
    case .arrives(let message, _, let receiver): .note(receiver, "\(message) comes")
    case .fires(let timer, let index): .note(index, "timer \(timer) ends")
    case .decides(let words, let index): .note(index, words)
    case .covers(let branch, let index): .note(index, BranchName.text(branch))
    case .changes(let change, let index): .note(index, change)
    }
  }
}
