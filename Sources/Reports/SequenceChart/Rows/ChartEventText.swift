import Diagrams
import EndToEnd
import Text

/// Events as the words of a chart.
extension SequenceChart.ChartEvent {
  /// The event as a clause whose subject is the participant or is named.
  func text(_ naming: SequenceChart.Naming) -> String {
    switch self {
    case .sends(let message):
      message.content.text(naming)
    case .receives(let message):
      message.content.textOfArrival(naming)
    case .ignores(let message, .isDone):
      message.content.textOfArrival(naming) + ", not heard"
    case .ignores(let message, .isNotAwaited):
      message.content.textOfArrival(naming) + " too late, ignored"

    case .timesOut(let name):
      name.text(naming) + " timed out"
    case .endsUnanswered(let name, let failure):
      name.text(naming) + failure.words.clause
    case .hedges:
      "no answer yet: hedges"
    case .waits(let delay, let name):
      "waits \(DelayText.text(delay)) before \(name.text(naming))"
    case .circuitBreaker(.open):
      "its circuit breaker opens"
    case .circuitBreaker(.halfOpen):
      "its circuit breaker lets probes through"
    case .circuitBreaker(.closed):
      "its circuit breaker closes"
    case .isThrottled(.budget):
      "its retry budget is used up"
    case .isThrottled(.circuitBreaker):
      "its circuit breaker is open: sends nothing"
    case .crashes:
      "crashes"
    case .restarts:
      "is back, and reads its outbox"
    case .deadlinePasses:
      "the deadline passes"
    case .decides(.acknowledged):
      "stops: acknowledged"
    case .decides(.error):
      "gives up: error"
    case .decides(.timeout):
      "gives up: timeout"
    case .decides(.rejected):
      "stops: rejected"

    case .turnsAway(let name):
      "has no room for " + name.text(naming)
    case .drops(let name):
      "drops \(name.text(naming)): past its deadline"
    case .holdsBack(let name):
      name.text(naming) + " waits: its key is in use"
    case .serves(let name):
      name.text(naming) + " is served now"
    case .findsConflict:
      "its key is in use: refused"
    case .races:
      "its key is in use: executed as well"

    case .stores(let copy, .dataAlone):
      "stores copy \(copy)"
    case .stores(let copy, .withKey):
      "stores copy \(copy) and the key"
    case .overwrites(.dataAlone):
      "overwrites its copy"
    case .overwrites(.withKey):
      "overwrites its copy, stores the key"
    case .reserves(let number, .dataAlone):
      "makes reservation \(number)"
    case .reserves(let number, .withKey):
      "makes reservation \(number) and stores the key"
    case .confirms(let number, let copy):
      "confirms reservation \(number): copy \(copy)"
    case .hasConfirmed(let number):
      "reservation \(number) is confirmed already"
    case .findsNoReservation:
      "the reservation is gone: refused"
    case .reservationExpires(let number):
      "reservation \(number) expires"
    case .recordsKey:
      "records the key"
    case .completesRecord:
      "completes the key's record"
    case .leaseEnds:
      "the key's lease ends"
    case .knowsKey(.success):
      "knows the key, stores nothing"
    case .knowsKey:
      "knows the key, repeats its first answer"
    case .findsCopy:
      "the data is there already: refused"
    case .findsOtherVersion:
      "the version has changed: refused"
    case .storesEdit:
      "stores the next edit"
    case .losesWrite(let left):
      "fails over and loses a write; " + (left == 1 ? "1 copy left" : "\(left) copies left")
    case .replacesEdit:
      "the next edit is replaced by older data"
    case .fails(let point, isTold: true):
      "fails " + point.text
    case .fails(.afterAcknowledging, isTold: false):
      "loses the data; no answer says so"
    case .fails(let point, isTold: false):
      "crashes " + point.text + "; no answer is sent"
    case .overlooks:
      "compares and overlooks it"
    case .learns:
      "learns afterwards: stored"
    case .storesAgain:
      "compares: stores it again"
    case .voids(let count):
      "compares: voids \(count)" + (count == 1 ? " copy" : " copies")
    case .forgetsKey:
      "forgets the key"
    case .keyExpires:
      "the key expires"

    case .isDown:
      "is down"
    case .isDownFor(let name):
      "is down as \(name.text(naming)) comes"
    case .restartsDuring(let name):
      "restarts during \(name.text(naming))"
    case .loses(let name):
      "loses \(name.text(naming))"
    case .isBack:
      "is back"
    case .isSlow:
      "is slow"
    case .isFastAgain:
      "is as fast as usual again"

    case .presses(1):
      "presses"
    case .presses(let number):
      "presses again: press \(number)"
    case .willPressAgain(let delay):
      "no success: presses again in \(DelayText.text(delay))"
    case .closesPage:
      "closes the page"
    case .isSatisfied:
      "knows that it is done"
    case .asksSupport:
      "no success: asks support"
    case .leaves:
      "no success: leaves"
    }
  }
}

/// Messages as the words on an arrow.
extension SequenceChart.Content {
  /// The words for the arrival of a message.
  fileprivate func textOfArrival(_ naming: SequenceChart.Naming) -> String {
    switch self {
    case .request, .response: text(naming) + " arrives"
    case .finding, .findingReservation: "answer to " + text(naming)
    }
  }
}

/// Points of failure in words.
extension SequenceChart.FailurePoint {
  /// The words for the point at which the server failed.
  fileprivate var text: String {
    switch self {
    case .beforeStore: "before storing"
    case .afterAcknowledging: "before storing, after its answer"
    case .afterStore: "after storing"
    case .duringReplay: "before it answers"
    case .beforeData: "before it stores the data"
    case .beforeKey: "before it records the key"
    case .duringRead: "to read"
    }
  }
}
