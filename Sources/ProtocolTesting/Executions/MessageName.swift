/// The names of the decisions about one message.
struct MessageName {
  let content: String
  let sender: String
  let receiver: String
  /// The position among the messages from the sender to the receiver, from 1.
  let number: UInt32

  init(_ content: String, from sender: String, to receiver: String, number: UInt32) {
    self.content = content
    self.sender = sender
    self.receiver = receiver
    self.number = number
  }

  /// Returns the name of a decision in a replay.
  func label(_ decision: Decision) -> String {
    let message = "\(sender)->\(receiver) #\(number)"
    return switch decision {
    case .isLost: message + " lost"
    case .isDuplicated: message + " duplicated"
    case .isDelayed, .delayedLatency: message + " held up"
    case .isCopyDelayed, .copyDelayedLatency: message + " copy held up"
    case .latency: message
    case .copyLatency: message + " copy"
    case .fails, .chooses, .crashes, .splits, .skews, .timer:
      preconditionFailure("a message neither fails nor chooses")
    }
  }

  /// Returns a sentence about a decision, for a reader.
  func words(_ decision: Decision) -> String {
    let message = "\(Ordinal.text(number)) message from \(sender) to \(receiver), \(content),"
    return switch decision {
    case .isLost: message + " is lost"
    case .isDuplicated: message + " comes twice"
    case .isDelayed: message + " is held up"
    case .isCopyDelayed: "second copy of the " + message + " is held up"
    case .latency, .copyLatency, .delayedLatency, .copyDelayedLatency, .fails, .chooses, .crashes,
      .splits, .skews, .timer:
      preconditionFailure("only a fault of the network has words")
    }
  }
}

/// The text of an ordinal number.
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
