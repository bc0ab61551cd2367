import Diagrams
import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The words below a chart.
extension SequenceChart {
  /// The final state of each side, and the class of the outcome.
  package struct Verdict: Hashable, Sendable {
    /// The outcome of the operation.
    package let outcome: Outcome
    /// The kinds that the outcome belongs to. A disagreement is named by its kind, `lost`, `phantom`
    /// or `falseRejection`, and `unsure` is left out where `phantom` says more.
    package let kinds: [OutcomeClass]
    /// The end of the client's last request.
    private let ending: Ending
    /// A Boolean value that indicates whether an operation ended with the belief `rejected`.
    private let isRejectedAtFirst: Bool

    /// The end of the client's last request, for a client that got no answer to it, or a read that found nothing.
    private enum Ending: Hashable {
      /// Its timer ended, and no answer had come.
      case inSilence
      /// The connection failed, which the client was told.
      case unanswered(ConnectionFailure)
      /// With a read that found nothing.
      case foundNothing
      /// With a failure before anything was sent.
      case withoutSending(String)
    }

    /// Judges an outcome, with the moments of the rows that led to it.
    init(_ outcome: Outcome, after rows: [Row]) {
      self.outcome = outcome
      ending = Verdict.ending(rows)
      isRejectedAtFirst = rows.contains { $0.event == .decides(.rejected) }
      kinds = OutcomeClass.allCases.filter { kind in
        switch kind {
        case .disagree: false
        case .unsure: outcome.isUnsure && !outcome.isPhantom
        default: kind.contains(outcome)
        }
      }
    }

    /// The belief of the client, and the attempts and time until then: one sentence each.
    package var client: [String] {
      let belief =
        switch outcome.belief {
        case .acknowledged where outcome.hasLearned && isRejectedAtFirst:
          "acknowledged: it took its write for rejected, and was told afterwards that its data is stored"
        case .acknowledged where outcome.hasLearned:
          "acknowledged: it gave up, and was told afterwards that its data is stored"
        case .acknowledged: "acknowledged: it saw a success"
        case .error: "error: the last thing it saw was an error status, so it has no idea"
        case .timeout: "timeout: " + unanswered
        case .rejected where ending == .foundNothing:
          "rejected: it looked and found nothing, so it is sure that nothing is stored"
        case .rejected: "rejected: it was refused, so it is sure that nothing is stored"
        }
      var attempts = outcome.attempts == 1 ? "1 attempt" : "\(outcome.attempts) attempts"
      if outcome.submissions > 1 { attempts += " in \(outcome.submissions) presses" }
      return [belief, "it stopped after \(attempts), at \(DelayText.text(outcome.time))"]
    }

    /// The final state of the server.
    package var server: String {
      let copies = Verdict.copies(outcome.copies)
      if !outcome.isLate { return copies }
      return copies + "; \(Verdict.copies(outcome.copiesAtDecision)) when the client stopped"
    }

    /// One sentence for each of the kinds, starting with its name.
    package var sentences: [String] { kinds.map(sentence) }

    /// The same for a chart, which says something of an outcome of no kind, too.
    var conclusion: [String] {
      kinds.isEmpty
        ? ["no anomaly: the client is sure that nothing is stored, and is right"] : sentences
    }

    /// The participants that could find out, starting with the name of the evidence.
    ///
    /// A gateway is on the server's side.
    package var evidence: String {
      switch outcome.evidence {
      case .serverLog: "server-log: only the server's side logged an error"
      case .clientLog: "client-log: only the client logged a failure"
      case .both: "both: the client logged a failure, and the server's side an error"
      case .none: "none: no log shows that anything went wrong"
      }
    }

    /// The clause about a client that got no answer.
    private var unanswered: String {
      switch ending {
      case .inSilence, .foundNothing: "its last attempt got no answer, so it has no idea"
      case .unanswered(let failure): failure.words.belief
      case .withoutSending(let words): words
      }
    }

    /// A Boolean value that indicates whether the client failed before it sent anything.
    private var hasSentNothing: Bool {
      if case .withoutSending = ending { true } else { false }
    }

    /// The end of the client's last request, read from the rows before its decision.
    private static func ending(_ rows: [Row]) -> Ending {
      let decision = rows.lastIndex { row in
        if case .decides = row.event { true } else { false }
      }
      let own = rows[..<(decision ?? rows.endIndex)].filter { $0.participant == .client }
      let last = own.last { row in
        switch row.event {
        case .timesOut, .endsUnanswered, .deadlinePasses, .crashes, .receives: true
        default: false
        }
      }
      if case .receives(let message)? = last?.event, case .finding(false, _) = message.content {
        return .foundNothing
      }
      guard case .endsUnanswered(_, let failure)? = last?.event else { return .inSilence }
      let hasSent = own.contains { if case .sends = $0.event { true } else { false } }
      if !hasSent, let words = failure.words.beliefWithoutSending { return .withoutSending(words) }
      return .unanswered(failure)
    }

    /// The sentence about a class of the outcome.
    private func sentence(_ kind: OutcomeClass) -> String {
      switch kind {
      case .duplicate:
        "duplicate: the effect is stored \(outcome.copies) times"
          + (outcome.isDuplicateByResubmission ? ", because the person pressed again" : "")
      case .late: "late: \(lateCopies) stored after the client had stopped trying"
      case .unsure where hasSentNothing:
        "unsure: not acknowledged; nothing was sent, and nothing is stored"
      default: "\(kind.rawValue): \(kind.sentence)"
      }
    }

    /// The copies that were stored after the decision.
    private var lateCopies: String {
      let count = outcome.copies - outcome.copiesAtDecision
      return Verdict.copies(count) + (count == 1 ? " was" : " were")
    }

    /// A number of copies in words.
    private static func copies(_ count: UInt32) -> String {
      count == 1 ? "1 copy" : "\(count) copies"
    }
  }
}
