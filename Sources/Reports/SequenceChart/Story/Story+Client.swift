import Diagrams
import EndToEnd
import Simulation
import Text

/// The sentences about the person, the client, and a gateway in the role of a client.
extension Story {
  /// Tells an event of the person.
  mutating func person(_ event: SequenceChart.ChartEvent) -> String {
    switch event {
    case .presses(1): "the customer pressed the button"
    case .presses: "the customer pressed the button again" + (stored > 0 ? ", " + unknown : "")
    case .willPressAgain(let delay):
      "the customer saw no success and decided to press again after \(DelayText.text(delay))"
    case .closesPage: "the customer closed the page"
    case .isSatisfied:
      switch stored {
      case 0: "the customer took it for done, though nothing was stored"
      case 1: "the customer knew that it was done"
      default: "the customer took it for done, \(unknown)"
      }
    case .asksSupport: "the customer saw no success and asked support"
    case .leaves:
      "the customer saw no success and left" + (stored > 0 ? ", " + unknown : "")
    default: preconditionFailure("a person does nothing else")
    }
  }

  /// The sentences about waiting for an answer.
  func waiting(_ row: SequenceChart.Row) -> String? {
    let who = who(row.participant)
    switch row.event {
    case .timesOut(let name):
      let departure = sent.last { $0.sender == row.participant && $0.name == name }?.at
      let time = departure.map { DelayText.text($0.delay(until: row.instant)) + " " } ?? "a while "
      let given = name.isRead ? "stopped waiting for it" : "gave up on this try, \(unknown)"
      return "after \(time)without an answer \(who) \(given)"
    case .endsUnanswered(let name, let failure):
      let isClear = name.isRead || failure.isBeforeSending
      return "\(who) \(failure.words.story)" + (isClear ? "" : ", \(unknown)")
    case .waits(let delay, let name):
      let next = name.isRead ? "asking whether the write was there" : "trying again"
      return "\(who) decided to wait \(DelayText.text(delay)) before \(next)"
    default: return nil
    }
  }

  /// Tells an event of the client; `nil` for one that the story leaves out.
  func client(_ event: SequenceChart.ChartEvent) -> String? {
    switch event {
    case .hedges:
      "no answer had come yet, so the app tried once more without giving up on the try before"
    case .circuitBreaker(.open):
      "the app had seen too many failures and stopped sending for a while"
    case .circuitBreaker(.halfOpen): "the app let single tries through again"
    case .circuitBreaker(.closed): "the app went back to sending as usual"
    case .isThrottled(.budget): "the app had used up all the tries that it allows itself"
    case .isThrottled(.circuitBreaker):
      "the app had seen too many failures and sent nothing more"
    case .crashes: "the app crashed, and heard nothing from there on"
    case .restarts: "the app was back, and went on with what it had written down"
    case .deadlinePasses: "the time that the app had for all of it was over"
    case .decides(.acknowledged): decidesThatItIsStored
    case .decides(.error), .decides(.timeout): givesUp
    case .decides(.rejected): takesItForNotStored
    case .learns: "the app was told afterwards that the write was stored"
    default: nil
    }
  }

  /// The end of a client that saw a success, beside what is stored at that moment.
  private var decidesThatItIsStored: String {
    switch stored {
    case 0: "the app took the write for stored and stopped, though so far nothing was"
    case 1: "the app took the write for stored and stopped, and so it was"
    default: "the app took the write for stored and stopped, \(unknown)"
    }
  }

  /// The end of a client that saw a rejection, beside what is stored at that moment.
  private var takesItForNotStored: String {
    let truth =
      switch stored {
      case 0: "and so it was"
      case 1: "though it was"
      default: "though it was, \(Story.times(stored))"
      }
    return "the app took the write for not stored and stopped, \(truth)"
  }

  /// The end of a client that gave up, beside what is stored at that moment.
  private var givesUp: String {
    if !sent.contains(where: { $0.sender == .client }) {
      return "the app gave up, and had sent nothing at all"
    }
    let truth =
      switch stored {
      case 0: "at that moment nothing was"
      case 1: "it was"
      default: "it was, \(Story.times(stored))"
      }
    return "the app gave up and did not know whether the write was stored; \(truth)"
  }
}
