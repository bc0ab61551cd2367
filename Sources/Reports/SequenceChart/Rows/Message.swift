import EndToEnd
import Simulation

extension SequenceChart {
  /// A participant. The network is the space between two participants.
  package enum Participant: Hashable, Sendable {
    /// The person who presses the button of the client.
    case person
    /// The program that sends the write.
    case client
    /// Between client and server; of several, counted from the client's side from 1.
    case gateway(Int)
    /// The program that stores the data.
    case server
  }

  /// A message from one participant to its neighbor.
  package struct Message: Hashable, Sendable {
    /// The participant that it leaves.
    package let sender: Participant
    /// The neighbor that it is meant for.
    package let receiver: Participant
    /// The request, the response, or the word that the sender no longer waits.
    package let content: Content
    /// The instant at which it leaves.
    package let departure: Instant
    /// The instant of its arrival; `nil` if it is lost.
    package let arrival: Instant?
    /// A Boolean value that indicates whether the message is lost because its connection breaks. The receiver
    /// learns of that.
    package let isBroken: Bool

    /// A message that arrives at an instant, or is lost if there is none.
    package init(
      from sender: Participant, to receiver: Participant, _ content: Content,
      departure: Instant, arrival: Instant?, isBroken: Bool = false
    ) {
      self.sender = sender
      self.receiver = receiver
      self.content = content
      self.departure = departure
      self.arrival = arrival
      self.isBroken = isBroken
    }

    /// A Boolean value that indicates whether the message never arrives.
    package var isLost: Bool { arrival == nil }
  }

  /// The content of a message.
  package enum Content: Hashable, Sendable {
    /// An attempt to store, or a question whether the data is there.
    case request(RequestName)
    /// A status in answer to a request; of a read that succeeded, see `finding`.
    case response(Status, to: RequestName)
    /// The answer of a read that succeeded: whether the data is there.
    case finding(isPresent: Bool, by: RequestName)
    /// The answer of a read that found a reservation which can be confirmed.
    case findingReservation(UInt32, by: RequestName)

    /// The request that it is, or answers.
    package var request: RequestName {
      switch self {
      case .request(let name), .response(_, let name), .finding(_, let name),
        .findingReservation(_, let name):
        name
      }
    }
  }
}

/// Responses as contents of a message.
extension SequenceChart.Content {
  /// Reads the content of a response to a request.
  init(_ response: Response, to name: SequenceChart.RequestName) {
    if name.isRead, response.status.isSuccess {
      self.init(isPresent: response.isPresent, reservation: response.reservation, foundBy: name)
    } else {
      self = .response(response.status, to: name)
    }
  }

  /// The result of a read.
  init(isPresent: Bool, reservation: UInt32, foundBy name: SequenceChart.RequestName) {
    if !isPresent, reservation > 0 {
      self = .findingReservation(reservation, by: name)
    } else {
      self = .finding(isPresent: isPresent, by: name)
    }
  }

  /// The label of the message's arrow.
  func text(_ naming: SequenceChart.Naming) -> String {
    switch self {
    case .request(let name):
      name.text(naming)
    case .response(let status, let name):
      "\(status.code) to \(name.textAfterTo(naming))"
    case .finding(let isPresent, let name):
      name.text(naming) + (isPresent ? ": present" : ": absent")
    case .findingReservation(let number, let name):
      name.text(naming) + ": reservation \(number)"
    }
  }
}
