import Charts
import Simulation

extension Course {
  /// The course for a reader.
  ///
  /// - Parameters:
  ///   - names: those of the participants, in their order.
  ///   - broken: the sentence that does not hold where it stops.
  func diagram(of names: [String], broken: String?) -> Diagram {
    var diagram = Diagram(title: "", lanes: names.map { Diagram.Lane($0) })
    for entry in entries {
      let row = Self.row(entry.happening)
      switch row {
      case .note(let lane, let words):
        diagram.note(entry.instant, lane: lane, Diagram.Wording(words))
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

  private enum Row {
    case note(Int, String)
    case arrow(Int, Int, String, isLost: Bool)
  }

  private static func row(_ happening: Diary.Happening) -> Row {
    switch happening {
    case .sends(let message, let sender, let receiver, let arrival):
      .arrow(sender, receiver, message, isLost: arrival == nil)
    case .arrives(let message, _, let receiver): .note(receiver, "\(message) comes")
    case .fires(let timer, let index): .note(index, "timer \(timer) ends")
    case .turn(let words, let index): .note(index, words)
    case .covers(let branch, let index): .note(index, BranchName.text(branch))
    case .changes(let change, let index): .note(index, change)
    }
  }
}
