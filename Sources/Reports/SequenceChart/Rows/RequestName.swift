import EndToEnd

extension SequenceChart {
  /// Which request something is about: an attempt, a confirm, or the read before one.
  public struct RequestName: Hashable, Sendable {
    /// The client's attempt, counted from 1; a read has the number of the attempt that it precedes.
    public let attempt: UInt32
    /// What it asks for.
    public let kind: Request.Kind
    /// The gateway's try for it, counted from 1; 0 on the client's side of it or without one.
    public let gatewayTry: UInt16

    /// The name of a request of the client, or of a gateway's try for it.
    public init(attempt: UInt32, _ kind: Request.Kind = .write, gatewayTry: UInt16 = 0) {
      self.attempt = attempt
      self.kind = kind
      self.gatewayTry = gatewayTry
    }

    init(_ request: Request) {
      self.init(attempt: request.attempt, request.kind, gatewayTry: request.hop)
    }

    /// Whether it only asks if the data is there.
    public var isRead: Bool { kind == .read }
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
    let request =
      switch kind {
      case .write: "attempt \(attempt)"
      case .confirm: "confirm \(attempt)"
      case .read: "the read before attempt \(attempt)"
      }
    let whole = gatewayTry > 1 ? "the gateway's try \(gatewayTry) of " + request : request
    return text(.short) + " is " + whole
  }

  /// The request itself, such as "attempt 1".
  func text(_ naming: SequenceChart.Naming) -> String {
    switch (naming, kind) {
    case (.full, .write): "attempt \(attempt)" + tryInFull
    case (.full, .confirm): "confirm \(attempt)" + tryInFull
    case (.full, .read): "read before attempt \(attempt)" + tryInFull
    case (.short, .write): "attempt \(number)"
    case (.short, .confirm): "confirm \(number)"
    case (.short, .read): "read \(number)"
    }
  }

  /// The request as the end of "an answer to …".
  func textAfterTo(_ naming: SequenceChart.Naming) -> String {
    naming == .short && kind == .write ? number : text(naming)
  }

  /// The gateway's first try goes by the name of what it sends on.
  private var tryInFull: String { gatewayTry > 1 ? ", try \(gatewayTry)" : "" }
  private var number: String { gatewayTry > 1 ? "\(attempt).\(gatewayTry)" : "\(attempt)" }
}
