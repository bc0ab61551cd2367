import EndToEnd

extension SequenceChart {
  /// The identity of a request: an attempt, a confirm, or the read before one.
  package struct RequestName: Hashable, Sendable {
    /// The client's attempt, counted from 1; a read has the number of the attempt that it precedes.
    package let attempt: UInt32
    /// The kind of the request.
    package let kind: Request.Kind
    /// The press of a person that began the operation of the request, counted from 1.
    package let press: UInt32
    /// The tries of the gateways that led to it, each counted from 1, from the client's side, up to the
    /// last that is not a first one: a gateway's first try goes by the name of what it sends on.
    package let gatewayTries: [Int]
    /// A Boolean value that indicates whether the network delivers it a second time.
    package let isDuplicate: Bool

    /// The name of a request of the client, or of what gateways made of it.
    package init(
      attempt: UInt32, _ kind: Request.Kind = .write, press: UInt32 = 1, gatewayTries: [Int] = [],
      isDuplicate: Bool = false
    ) {
      self.attempt = attempt
      self.kind = kind
      self.press = press
      self.isDuplicate = isDuplicate
      var tries = gatewayTries
      while tries.last == 1 { tries.removeLast() }
      self.gatewayTries = tries
    }

    /// A Boolean value that indicates whether the request is a read.
    package var isRead: Bool { kind == .read }
  }

  /// The length of the names of requests, by the room in a chart.
  enum Naming {
    /// "attempt 1, try 2" and "read before attempt 2"; "attempt 1 of press 2".
    case full
    /// "attempt 1.2" and "read 2"; "attempt 2/1".
    case short
  }
}

/// Names in words, full or short: "attempt 2, try 1" behind a gateway.
extension SequenceChart.RequestName {
  /// The meaning of the short name.
  ///
  /// - Parameter gateways: the number of gateways in the chart.
  func explanation(gateways: Int) -> String {
    guard let last = gatewayTries.last else {
      return text(.short) + " is " + (isRead ? "the " : "") + inFull
    }
    let gateway = gateways > 1 ? "gateway \(gatewayTries.count)" : "the gateway"
    let origin = SequenceChart.RequestName(
      attempt: attempt, kind, press: press, gatewayTries: gatewayTries.dropLast(),
      isDuplicate: isDuplicate)
    let article = origin.isRead ? "the " : ""
    let whole = origin.gatewayTries.isEmpty ? article + origin.inFull : origin.text(.short)
    return text(.short) + " is \(gateway)'s try \(last) of " + whole
  }

  /// The name of the request, for example "attempt 1".
  func text(_ naming: SequenceChart.Naming) -> String {
    switch (naming, kind) {
    case (.full, _):
      inFull + (gatewayTries.isEmpty ? "" : ", try " + tries) + (isDuplicate ? " (2nd)" : "")
    case (.short, .write): "attempt \(number)"
    case (.short, .confirm): "confirm \(number)"
    case (.short, .read): "read \(number)"
    }
  }

  /// The request as the end of "an answer to …".
  func textAfterTo(_ naming: SequenceChart.Naming) -> String {
    naming == .short && kind == .write ? number : text(naming)
  }

  /// The name in words, without the tries of gateways.
  private var inFull: String {
    let request =
      switch kind {
      case .write: "attempt \(attempt)"
      case .confirm: "confirm \(attempt)"
      case .read: "read before attempt \(attempt)"
      }
    return request + (press > 1 ? " of press \(press)" : "")
  }
  /// The tries of the gateways, from the client outwards.
  private var tries: String { gatewayTries.map(String.init).joined(separator: ".") }
  /// The name as a number: press, attempt, and tries.
  private var number: String {
    (press > 1 ? "\(press)/" : "") + "\(attempt)" + (gatewayTries.isEmpty ? "" : "." + tries)
      + (isDuplicate ? " (2nd)" : "")
  }
}
