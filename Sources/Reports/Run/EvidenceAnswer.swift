import EndToEnd
import Statistics
import Study
import Text

/// Am I affected, and would I know? One paragraph.
struct EvidenceAnswer {
  /// The question that the paragraph answers.
  static let question = "Am I affected, and would I know?"

  /// The answer, in sentences.
  let answer: String

  /// The question and the answer.
  var text: String { EvidenceAnswer.question + " " + answer }

  /// - Parameters:
  ///   - summary: the evidence of one strategy.
  ///   - scenario: the scenario of the same strategy.
  init(_ summary: EvidenceSummary, in scenario: Scenario) {
    var sentences = [EvidenceAnswer.affected(summary)]
    if summary.affected.count == 0 {
      sentences.append("So no log had anything to show.")
    } else {
      sentences += EvidenceAnswer.seen(summary, in: scenario)
    }
    answer = sentences.joined(separator: " ")
  }

  /// The first part of the answer: the share of the writes that went wrong, or its bound.
  private static func affected(_ summary: EvidenceSummary) -> String {
    let share = summary.affected
    if share.count == 0 {
      return "None of \(NumberText.grouped(share.total)) writes disagreed or was duplicated: "
        + "it happens to less than \(EstimateText(share).value.dropFirst())."
    }
    let text = words(share)
    return text.prefix(1).uppercased() + text.dropFirst()
      + " of writes disagree or are duplicated."
  }

  /// The second part: the logs that show them, of those logs that the model has.
  private static func seen(_ summary: EvidenceSummary, in scenario: Scenario) -> [String] {
    let server =
      switch scenario.gateways.count {
      case 0: "server"
      case 1: "server or gateway"
      default: "server or a gateway"
      }
    func of(_ kinds: Evidence...) -> String { words(summary.share(of: kinds)) }
    switch (scenario.logs.server, scenario.logs.client) {
    case (true, .attempts), (true, .timeouts), (true, .final):
      return final(scenario.logs) + [
        "Of those, \(of(.both)) are logged by both sides, \(of(.serverLog)) only by the \(server), "
          + "\(of(.clientLog)) only by the client, and \(of(.none)) by neither.",
        "The log of the \(server) shows \(of(.serverLog, .both)) of them; "
          + "that of the client, \(of(.clientLog, .both)).",
        meaning,
      ]
    case (true, .nothing):
      return [
        "The client has no log that we could read.",
        "Of those, \(of(.serverLog)) are logged by the \(server), and \(of(.none)) are in no log.",
        meaning,
      ]
    case (false, .attempts), (false, .timeouts), (false, .final):
      return final(scenario.logs) + [
        "The server logs nothing.",
        "Of those, \(of(.clientLog)) are logged by the client, and \(of(.none)) are in no log.",
        meaning,
      ]
    case (false, .nothing):
      return ["Neither side has a log that we could read, so we would not know."]
    }
  }

  /// A note on the entries that the client's log leaves out.
  private static func final(_ logs: Logs) -> [String] {
    switch logs.client {
    case .attempts, .nothing: []
    case .timeouts:
      [
        "The client logs only an attempt without an answer, and a write that was not "
          + "acknowledged in the end."
      ]
    case .final: ["The client logs only a write that was not acknowledged in the end."]
    }
  }

  /// The note on what an entry in a log means.
  private static let meaning =
    "An entry says that something went wrong, not whether the data is stored."

  /// Returns a share in words. An outcome that was never observed is not 0 %, and one that was always observed is not
  /// 100 %.
  private static func words(_ share: Share) -> String {
    let text = EstimateText(share).value
    if share.count == 0 { return "less than \(text.dropFirst()) (none counted)" }
    if share.count == share.total { return "more than \(text.dropFirst()) (all counted)" }
    return text
  }
}

/// The logs that a scenario writes.
extension Logs {
  /// The kinds of evidence that an operation can leave at all.
  var possibleEvidence: [Evidence] {
    Evidence.allCases.filter { evidence in
      switch evidence {
      case .serverLog: server
      case .clientLog: client != .nothing
      case .both: server && client != .nothing
      case .none: true
      }
    }
  }
}

/// Evidence in words.
extension Evidence {
  /// The log in which it can be seen.
  var place: String {
    switch self {
    case .serverLog: "only the server's log"
    case .clientLog: "only the client's log"
    case .both: "both logs"
    case .none: "no log at all"
    }
  }
}
