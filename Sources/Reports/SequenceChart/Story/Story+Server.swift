import EndToEnd
import Simulation

/// The sentences about the server, and a gateway in the role of a server.
extension Story {
  /// Tells an event of the server.
  mutating func server(
    _ event: SequenceChart.ChartEvent, at participant: SequenceChart.Participant
  ) -> String {
    let who = who(participant)
    if let clause = data(event) { return clause }
    switch event {
    case .turnsAway(let name): return "\(who) had no room for \(object(name))"
    case .drops(let name): return "\(who) dropped \(object(name)), as its time was over"
    case .holdsBack: return "\(who) let the write wait, as it was already working on the same one"
    case .serves(let name): return "\(who) turned to \(object(name)) that had been waiting"
    case .findsConflict:
      return "\(who) was already working on the same write, and refused this one"
    case .races:
      return "\(who) was already working on the same write, and carried out this one as well"
    case .fails(let point, let isTold): return fails(point, isTold: isTold)
    case .forgetsKey: return "the server forgot the label by which it would have known the write"
    case .keyExpires:
      return "the server gave up the label by which it would have known the write: it was too old"
    case .overlooks: return "both sides were compared, but what was wrong was overlooked"
    case .isDown: return "the server was down as all began"
    case .isDownFor(let name): return "\(object(name)) came while the server was down"
    case .restartsDuring(let name):
      return "the server restarted while it worked on \(object(name)), and lost sight of it"
    case .loses(let name): return "\(object(name)) was also lost as the server restarted"
    case .isBack: return "the server was back"
    case .isSlow: return "the server was slow as all began"
    case .isFastAgain: return "the server was as fast as usual again"
    default: preconditionFailure("another participant does that")
    }
  }

  /// The sentences about the data.
  private mutating func data(_ event: SequenceChart.ChartEvent) -> String? {
    switch event {
    case .stores(let copy, let recording):
      stored = copy
      return "the server stored the write" + Story.repetition(copy) + Story.label(recording)
    case .overwrites(let recording):
      stored = max(stored, 1)
      return "the server stored the write in the same place again, so it was still there only once"
        + Story.label(recording)
    case .reserves(let number, let recording):
      reservations = number
      return "the server made \(number > 1 ? "another" : "a") reservation" + Story.label(recording)
    case .confirms(_, let copy):
      stored = copy
      return "the server confirmed the reservation, and with that stored the write"
        + Story.repetition(copy)
    case .hasConfirmed:
      return "the server saw that the reservation was already confirmed, and stored nothing more"
    case .findsNoReservation: return "the server did not have that reservation, and refused"
    case .reservationExpires: return "the reservation ran out, as it was not confirmed"
    case .recordsKey: return "the server noted the label by which it will know the write again"
    case .completesRecord: return "the server noted beside the label that the write is done"
    case .leaseEnds:
      return "the time was over for which the label kept others from the same write"
    case .findsCopy:
      hasFoundCopy = true
      return "the server saw that the data was there already, and stored nothing"
    case .knowsKey(let status):
      return "the server knew the write by its label and did not store it again"
        + (stored == 0 && reservations == 0 ? ", though nothing was stored" : "")
        + (status.isSuccess ? "" : "; it repeats what it answered first")
    case .findsOtherVersion:
      return "the server saw that the data had changed in the meantime, and stored nothing"
    case .storesEdit: return "the customer's next change was stored"
    case .replacesEdit: return "with that, the customer's newer change was replaced by older data"
    case .losesWrite(let left):
      stored = left
      return "a stand-in took over for the server that had never seen the write: "
        + (left == 0 ? "nothing was stored any more" : "it was still stored \(Story.times(left))")
    case .storesAgain:
      stored += 1
      return "both sides were compared, and the missing write was stored again"
    case .voids(let count):
      stored -= min(count, stored)
      return "both sides were compared, and what was stored too often was taken back"
    default: return nil
    }
  }

  /// Tells that the server fails, and if the sender learns of it.
  private func fails(_ point: SequenceChart.FailurePoint, isTold: Bool) -> String {
    let clause =
      switch point {
      case .beforeStore: "the server failed before it stored anything"
      case .afterAcknowledging:
        "the server failed before it stored anything, though it had answered that all was done"
      case .afterStore: "the server failed right after it had stored the write"
      case .duringReplay: "the server failed before it could answer"
      case .beforeData: "the server failed between noting the label and storing the write"
      case .beforeKey: "the server failed between storing the write and noting its label"
      case .duringRead: "the server failed to look"
      }
    return clause + (isTold ? "" : ", without a word")
  }

  /// The number of a repetition, as an addition to a sentence.
  private static func repetition(_ count: UInt32) -> String {
    switch count {
    case 0, 1: ""
    case 2: " a second time"
    case 3: " a third time"
    default: ", by now \(count) times"
    }
  }

  /// The key that was recorded with the data, in words for readers who have never heard of one.
  private static func label(_ recording: SequenceChart.Recording) -> String {
    switch recording {
    case .dataAlone: ""
    case .withKey: ", together with a label by which it will know it again"
    }
  }
}
