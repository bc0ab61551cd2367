import EndToEnd

extension SequenceChart {
  /// Which request something is about: an attempt, or the read before one.
  public struct RequestName: Hashable, Sendable {
    /// The client's attempt, counted from 1; a read has the number of the attempt that it precedes.
    public let attempt: UInt32
    /// Whether it is the read before that attempt.
    public let isRead: Bool
    /// The gateway's try for it, counted from 1; 0 on the client's side of it or without one.
    public let gatewayTry: UInt16

    /// The name of a request of the client, or of a gateway's try for it.
    public init(attempt: UInt32, isRead: Bool = false, gatewayTry: UInt16 = 0) {
      self.attempt = attempt
      self.isRead = isRead
      self.gatewayTry = gatewayTry
    }

    init(_ request: Request) {
      self.init(attempt: request.attempt, isRead: request.isRead, gatewayTry: request.hop)
    }
  }

  /// How requests are called in a chart, by the room that there is.
  enum Naming {
    /// "attempt 1, try 2" and "read before attempt 2".
    case full
    /// "attempt 1.2" and "read 2".
    case short
  }
}

extension SequenceChart.RequestName {
  /// What its short name stands for.
  var explanation: String {
    let request = isRead ? "the read before attempt \(attempt)" : "attempt \(attempt)"
    let whole = gatewayTry > 1 ? "the gateway's try \(gatewayTry) of " + request : request
    return text(.short) + " is " + whole
  }

  /// The request itself, such as "attempt 1".
  func text(_ naming: SequenceChart.Naming) -> String {
    switch (naming, isRead) {
    case (.full, false): "attempt \(attempt)" + tryInFull
    case (.full, true): "read before attempt \(attempt)" + tryInFull
    case (.short, false): "attempt \(number)"
    case (.short, true): "read \(number)"
    }
  }

  /// The request as the end of "an answer to …".
  func textAfterTo(_ naming: SequenceChart.Naming) -> String {
    naming == .short && !isRead ? number : text(naming)
  }

  /// The gateway's first try goes by the name of what it sends on.
  private var tryInFull: String { gatewayTry > 1 ? ", try \(gatewayTry)" : "" }
  private var number: String { gatewayTry > 1 ? "\(attempt).\(gatewayTry)" : "\(attempt)" }
}
