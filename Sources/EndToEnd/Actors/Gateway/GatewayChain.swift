/// The numbers of requests behind gateways, by which none needs to be remembered.
///
/// A gateway numbers all requests that it can ever send for one attempt of the client. If it may try
/// four times, then its third try for the request number 2 that it received is its own number
/// 4 + 3 = 7. So a number is unique among those of its gateway, and tells the whole way that led to
/// it; and a request has the same random draws, independent of what else was sent before it.
extension Scenario {
  /// The most gateways that may stand one behind the other.
  public static var mostGateways: Int { 8 }
  /// The most requests that gateways one behind the other may make of one of the client's: there
  /// are no more numbers.
  public static var mostRequestsOfGateways: Int { Int(UInt16.max) }

  /// The number of requests that some gateways may make of one of the client's: the product of
  /// their attempts; `nil` if there are not numbers enough for them.
  public static func requests(of gateways: [Gateway]) -> Int? {
    var product = 1
    for gateway in gateways {
      // Not the product itself, which a 32-bit number may not hold.
      if gateway.numbersForEach > mostRequestsOfGateways / product { return nil }
      product *= gateway.numbersForEach
    }
    return product
  }

  /// The tries that led to a request, one of each gateway that it passed, from the client's side.
  ///
  /// - Parameters:
  ///   - hop: its number, as in `Request.hop`.
  ///   - level: how many gateways have sent it on.
  public func gatewayTries(hop: UInt16, level: Int) -> [Int] {
    var tries: [Int] = []
    var number = Int(hop)
    for gateway in gateways.prefix(level).reversed() {
      tries.append((number - 1) % gateway.numbersForEach + 1)
      number = (number - 1) / gateway.numbersForEach + 1
    }
    return tries.reversed()
  }

  /// The gateway that sent a request, or waits for it as the one that it received.
  @inline(__always)
  func gateway(_ level: UInt8) -> Gateway { gateways[Int(level) - 1] }

  /// The request that a gateway received, and serves by sending this one.
  public func received(for request: Request) -> Request {
    gateways[Int(request.level) - 1].received(for: request)
  }
}

extension Gateway {
  /// The request that it received, and serves by sending this one.
  func received(for request: Request) -> Request {
    let isFirst = request.level == 1
    let number = (Int(request.hop) - 1) / numbersForEach + 1
    return request.with(level: request.level - 1, hop: isFirst ? 0 : UInt16(number))
  }

  /// The number before that of the first request that it sends for one that it receives.
  func beforeFirst(for received: Request) -> Request {
    let earlier = max(Int(received.hop), 1) - 1
    return received.with(level: received.level + 1, hop: UInt16(earlier * numbersForEach))
  }

  /// The number of a request among its attempts for the same one, counted from 1.
  func attempt(of request: Request) -> UInt32 {
    UInt32((Int(request.hop) - 1) % numbersForEach + 1)
  }

  /// The number of numbers that it needs for each request that it receives.
  fileprivate var numbersForEach: Int {
    Int(min(retry.attempts ?? .max, UInt32(Scenario.mostRequestsOfGateways)))
  }
}
