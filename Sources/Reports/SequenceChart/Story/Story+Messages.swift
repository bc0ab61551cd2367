import EndToEnd
import Simulation

/// The sentences about messages.
extension Story {
  /// Tells that a message leaves, and if it is lost.
  mutating func sends(_ message: SequenceChart.Message) -> String {
    let clause: String
    switch message.content {
    case .request(let name) where name.isDuplicate && wasSent(name, by: message.sender):
      clause = "the network delivered \(object(name)) a second time"
    case .request(let name):
      clause =
        message.sender == .client ? asks(name) : passesOn(name, from: message.sender, message)
      sent.append((message.sender, name, message.departure))
    case .response, .finding, .findingReservation:
      clause = answers(message)
    }
    if !message.isLost { return clause }
    // What is told already about it has a comma of its own.
    let joint = clause.contains(where: { $0 == "," || $0 == ";" }) ? "; " : ", but "
    if message.isBroken { return clause + joint + "the connection broke on the way" }
    if case .request = message.content { return clause + joint + "this one got lost on the way" }
    return clause + joint + "the answer got lost on the way back"
  }

  /// Returns true if a participant sent what the network delivers a second time.
  private func wasSent(
    _ name: SequenceChart.RequestName, by sender: SequenceChart.Participant
  ) -> Bool {
    sent.contains {
      $0.sender == sender && !$0.name.isDuplicate && $0.name.attempt == name.attempt
        && $0.name.press == name.press && $0.name.kind == name.kind
        && $0.name.gatewayTries == name.gatewayTries
    }
  }

  /// The client sends something.
  private func asks(_ name: SequenceChart.RequestName) -> String {
    let isFirst = !sent.contains { $0.sender == .client && $0.name.kind == name.kind }
    switch name.kind {
    case .read: return "the app asked the server whether the write was there"
    case .confirm:
      return "the app asked the server " + (isFirst ? "" : "once more ")
        + "to confirm the reservation"
    case .write: break
    }
    if isFirst { return "the customer's app sent the write for the first time" }
    let isNewPress = !sent.contains {
      $0.sender == .client && $0.name.press == name.press && $0.name.kind == .write
    }
    return
      (isNewPress ? "the app sent the write anew for this press" : "the app sent the write again")
      + needlessness
  }

  /// A clause that says whether sending the write again was necessary, which the sender cannot know.
  private var needlessness: String {
    switch stored {
    case 0: reservations > 0 ? "" : "; so far nothing was stored"
    case 1: ", though it was already stored"
    default: ", though it was already stored \(Story.times(stored))"
    }
  }

  /// Tells that a gateway sends a request on, for the first time or again.
  private func passesOn(
    _ name: SequenceChart.RequestName, from sender: SequenceChart.Participant,
    _ message: SequenceChart.Message
  ) -> String {
    guard case .gateway(let number) = sender else { return "\(who(sender)) sent \(object(name))" }
    if name.gatewayTries.count == number {
      return "\(who(sender)) sent \(object(name)) again by itself"
        + (name.kind == .write ? needlessness : "")
    }
    return "\(who(sender)) passed \(object(name)) on to \(who(message.receiver))"
  }

  /// Tells that a participant answers. A gateway that made the answer itself is said to have
  /// answered, and otherwise to have passed it back.
  private func answers(_ message: SequenceChart.Message) -> String {
    let said = said(message.content)
    guard case .gateway = message.sender else {
      return "\(who(message.sender)) answered that \(said)" + contradiction(message.content)
    }
    if case .response(let status, _) = message.content,
      status == .gatewayTimeout || status == .badGateway
    {
      return "\(who(message.sender)) answered that \(said)" + contradiction(message.content)
    }
    return "\(who(message.sender)) passed back the answer that \(said)"
  }

  /// The content of an answer, as the end of "the answer that …".
  private func said(_ content: SequenceChart.Content) -> String {
    switch content {
    case .request(let name): object(name)
    case .finding(isPresent: true, _): "the write was there"
    case .finding(isPresent: false, _): "the write was not there"
    case .findingReservation: "there was a reservation to be confirmed"
    case .response(let status, let name): said(status, name)
    }
  }

  /// The meaning of a status, as the end of "answered that …".
  private func said(_ status: Status, _ name: SequenceChart.RequestName) -> String {
    switch status {
    case .success:
      name.kind == .confirm
        ? "the reservation was confirmed"
        : reservations > 0 ? "the reservation was made" : "all was done"
    case .conflict where hasFoundCopy, .preconditionFailed where hasFoundCopy:
      "such a write was there already"
    case .conflict: "the same write was already being worked on"
    case .gone: "the reservation was gone"
    case .preconditionFailed: "the data had changed in the meantime"
    case .tooManyRequests: "too much was being sent"
    case .unavailable: "it could not be done at the moment"
    case .badGateway: "the next in line could not be reached"
    case .gatewayTimeout: "there was no success in the time that it waited"
    default: "it failed"
    }
  }

  /// A clause that says in which way an answer contradicts the data that is stored when it is given.
  private func contradiction(_ content: SequenceChart.Content) -> String {
    switch content {
    case .response(.success, let name) where name.kind == .write:
      stored == 0 && reservations == 0 ? ", though so far nothing was stored" : ""
    case .response(let status, let name) where !status.isSuccess && name.kind != .read:
      stored > 0 ? ", though the write was stored" : ""
    default: ""
    }
  }

  /// Tells that a message arrives.
  mutating func receives(_ message: SequenceChart.Message) -> String {
    if case .request(let name) = message.content {
      let isRepeated = arrived.contains {
        $0.receiver == message.receiver && $0.name.kind == name.kind
      }
      arrived.append((message.receiver, name))
      let what = name.kind == .write && isRepeated ? "the same write" : object(name)
      return "\(what) reached \(who(message.receiver))" + (isRepeated ? " once more" : "")
    }
    let clause = "\(who(message.receiver)) got the answer that \(said(message.content))"
    guard message.receiver == .client, case .response(let status, let name) = message.content,
      name.kind == .write
    else { return clause }
    switch status {
    case .success: return clause
    case .conflict, .gone, .preconditionFailed, .tooManyRequests, .unavailable:
      return clause + (stored > 0 ? ", " + unknown : "")
    default: return clause + ", " + unknown
    }
  }

  /// Tells that a message is not heard, and why.
  func ignores(_ message: SequenceChart.Message, _ reason: SequenceChart.IgnoreReason) -> String {
    let what: String
    if case .request(let name) = message.content {
      what = object(name) + " came"
    } else {
      what = "the answer that \(said(message.content)) came"
    }
    switch reason {
    case .isDone: return "\(what) when \(who(message.receiver)) no longer listened"
    case .isNotAwaited: return "\(what) too late, and \(who(message.receiver)) ignored it"
    }
  }
}
