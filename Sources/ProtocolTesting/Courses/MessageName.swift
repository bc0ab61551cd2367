/// What the decisions about a message are called.
struct MessageName {
  let content: String
  let sender: String
  let receiver: String
  /// Which message from the one to the other it is, counted from 1.
  let number: UInt32

  init(_ content: String, from sender: String, to receiver: String, number: UInt32) {
    self.content = content
    self.sender = sender
    self.receiver = receiver
    self.number = number
  }

  /// The name of a decision in a replay.
  func label(_ decision: Decision) -> String {
    let message = "\(sender)->\(receiver) #\(number)"
    return switch decision {
    case .isLost: message + " lost"
    case .isDuplicated: message + " duplicated"
    case .isHeldUp, .heldUpFor: message + " held up"
    case .isCopyHeldUp, .copyHeldUpFor: message + " copy held up"
    case .latency: message
    case .copyLatency: message + " copy"
    case .fails, .chooses: preconditionFailure("no message fails or chooses")
    }
  }

  /// The same for a reader.
  func words(_ decision: Decision) -> String {
    let message = "\(Ordinal.text(number)) message from \(sender) to \(receiver), \(content),"
    return switch decision {
    case .isLost: message + " is lost"
    case .isDuplicated: message + " comes twice"
    case .isHeldUp: message + " is held up"
    case .isCopyHeldUp: "second copy of the " + message + " is held up"
    case .latency, .copyLatency, .heldUpFor, .copyHeldUpFor, .fails, .chooses:
      preconditionFailure("only what the network does wrong has words")
    }
  }
}

/// How a place in an order is written.
enum Ordinal {
  /// "1st", "2nd", "11th".
  static func text(_ number: UInt32) -> String {
    let isTeen = (11...13).contains(number % 100)
    switch number % 10 {
    case 1 where !isTeen: return "\(number)st"
    case 2 where !isTeen: return "\(number)nd"
    case 3 where !isTeen: return "\(number)rd"
    default: return "\(number)th"
    }
  }
}
