/// The numbers of requests behind gateways, by which none needs to be remembered.
///
/// A gateway numbers all requests that it can ever send for one attempt of the client. If it may try
/// four times, then its third try for the request number 2 that it received is its own number
/// 4 + 3 = 7. So a number is unique among those of its gateway, and tells the whole way that led to
/// it; and a request has the same random draws, independent of what else was sent before it.
///
/// If the network may deliver a request twice, each try has a second number for what arrives again: after
/// those of all tries, so that the four tries of a gateway have the numbers 1 to 4 and their duplicates 5 to
/// 8. Of the client's own request, whose number is 0, the duplicate is number 1.
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

  /// The number of requests that the gateways may make of one of the client's, with all that the network
  /// duplicates; `nil` if there are not numbers enough for them.
  package var requestsOfOne: Int? {
    let first = network.mayDuplicateRequests ? 2 : 1
    guard let product = Scenario.requests(of: gateways),
      product <= Scenario.mostRequestsOfGateways / first
    else { return nil }
    return product * first
  }

  /// Returns true if the network may deliver a request a second time.
  func mayDuplicate(_ request: Request) -> Bool {
    request.level == 0
      ? network.mayDuplicateRequests : self[gateway: request.level].network.mayDuplicateRequests
  }

  /// The request that arrives where the network delivers one a second time.
  func duplicate(of request: Request) -> Request {
    if request.level == 0 { return request.with(level: 0, hop: 1) }
    return request.with(
      level: request.level,
      hop: request.hop + UInt16(self[gateway: request.level].triesForEach))
  }

  /// Returns true if the network delivers a request, or one that led to it, a second time.
  package func isDuplicate(hop: UInt16, level: Int) -> Bool {
    if level == 0 { return hop > 0 }
    var index = Int(hop) - 1
    for gateway in gateways.prefix(level).reversed() {
      if index % gateway.numbersForEach >= gateway.triesForEach { return true }
      index /= gateway.numbersForEach
    }
    return index > 0
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
      tries.append((number - 1) % gateway.numbersForEach % gateway.triesForEach + 1)
      number = (number - 1) / gateway.numbersForEach + 1
    }
    return tries.reversed()
  }

  /// The gateway that sent a request, or waits for it as the one that it received.
  ///
  /// It is read in place: a copy would retain and release all its parts at every event.
  subscript(gateway level: UInt8) -> Gateway {
    @inline(__always) _read { yield gatewayPlaces[Int(level) - 1].gateway }
  }

  /// The request that a gateway received, and serves by sending this one.
  public func received(for request: Request) -> Request {
    self[gateway: request.level].received(for: request)
  }
}

/// A gateway where nothing can change it, so that handlers need no copy: an element of an array they would copy.
final class GatewayPlace: Hashable, Sendable {
  let gateway: Gateway

  init(_ gateway: Gateway) { self.gateway = gateway }

  static func == (one: GatewayPlace, other: GatewayPlace) -> Bool { one.gateway == other.gateway }

  func hash(into hasher: inout Hasher) { hasher.combine(gateway) }
}

extension Gateway {
  /// The request that it received, and serves by sending this one.
  func received(for request: Request) -> Request {
    let number = (Int(request.hop) - 1) / numbersForEach
    // The client's own request and its duplicate are numbers 0 and 1.
    return request.with(
      level: request.level - 1, hop: UInt16(request.level == 1 ? number : number + 1))
  }

  /// The number before that of the first request that it sends for one that it receives.
  func beforeFirst(for received: Request) -> Request {
    let earlier = received.level == 0 ? Int(received.hop) : Int(received.hop) - 1
    return received.with(level: received.level + 1, hop: UInt16(earlier * numbersForEach))
  }

  /// The number of a request among its attempts for the same one, counted from 1.
  func attempt(of request: Request) -> UInt32 {
    UInt32((Int(request.hop) - 1) % numbersForEach % triesForEach + 1)
  }

  /// The request that the gateway sent, of which this is perhaps a duplicate.
  @inline(__always)
  func original(of request: Request) -> Request {
    guard network.duplication != nil else { return request }
    let index = (Int(request.hop) - 1) % numbersForEach
    if index < triesForEach { return request }
    return request.with(level: request.level, hop: request.hop - UInt16(triesForEach))
  }

  /// The number of numbers that it needs for each request that it receives.
  fileprivate var numbersForEach: Int {
    network.mayDuplicateRequests ? 2 * triesForEach : triesForEach
  }

  /// The number of attempts that it may make for each request that it receives.
  fileprivate var triesForEach: Int {
    Int(min(retry.attempts ?? .max, UInt32(Scenario.mostRequestsOfGateways)))
  }
}
