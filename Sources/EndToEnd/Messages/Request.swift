/// A request on its way, or in the server's hands.
public struct Request: Hashable, Sendable {
  /// The attempt in bits 32 to 63, the hop in 16 to 31, the submission in 8 to 15, the level in 4 to 7,
  /// the kind in 2 and 3, and the claim in 0 and 1. An event that is one word is moved about in one go.
  private var word: UInt64

  init(_ kind: Kind = .write, attempt: UInt32, submission: UInt8 = 0) {
    word = UInt64(attempt) << 32 | UInt64(submission) << 8 | UInt64(kind.rawValue) << 2
  }

  /// The client's attempt, counted from 1. A read has the number of the attempt that it precedes.
  public var attempt: UInt32 { UInt32(truncatingIfNeeded: word >> 32) }

  /// Its number, from 1, among all requests that the gateway that sent it can send for one attempt of
  /// the client: of a single gateway its try. 0 on the way from the client.
  public internal(set) var hop: UInt16 {
    get { UInt16(truncatingIfNeeded: word >> 16) }
    set { word = word & ~0xffff_0000 | UInt64(newValue) << 16 }
  }

  /// How many gateways have sent it on; 0 on the way from the client.
  public var level: UInt8 { UInt8(truncatingIfNeeded: word >> 4) & 15 }

  /// The request for the same attempt at another place between client and server.
  func with(level: UInt8, hop: UInt16) -> Request {
    var request = self
    request.word = word & ~0xffff_00f0 | UInt64(hop) << 16 | UInt64(level) << 4
    request.claim = .none
    return request
  }

  /// Which of several operations for one intention it belongs to; 0 for the first.
  public var submission: UInt8 { UInt8(truncatingIfNeeded: word >> 8) }

  /// What it asks for.
  public var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: word >> 2) & 3)! }

  /// Whether it only asks if the data is there.
  public var isRead: Bool { kind == .read }

  /// Whether it is executed whatever the table of keys says when its service ends: it has asked
  /// before.
  public var isRacing: Bool { claim == .races || claim == .holdsRacing }

  /// Whether others meet it in flight.
  var holdsKey: Bool { claim == .holds || claim == .holdsRacing }

  /// What the server decided about its key when it began to serve it.
  var claim: Claim {
    get { Claim(rawValue: UInt8(truncatingIfNeeded: word) & 3)! }
    set { word = word & ~3 | UInt64(newValue.rawValue) }
  }

  /// Whether it is the same request, whatever has become of its key.
  package func isSame(as other: Request) -> Bool { word & ~3 == other.word & ~3 }

  /// What a request asks for.
  public enum Kind: UInt8, Hashable, Sendable {
    /// Store the data.
    case write = 0
    /// Make what is reserved count. Where there are confirms, a write only reserves.
    case confirm = 1
    /// Is the data there?
    case read = 2
  }

  /// What a request being served has to do with the operation's idempotency key.
  enum Claim: UInt8, Hashable, Sendable {
    /// The table is asked when the service ends.
    case none
    /// It holds the key: others meet it in flight.
    case holds
    /// It found the key held and did not care: it is executed whatever the table says.
    case races
    /// It holds the key where others race: if one of them is faster, neither does it care.
    case holdsRacing
  }
}

/// An answer on its way back.
public struct Response: Hashable, Sendable {
  /// The request that it answers.
  public internal(set) var request: Request
  public let status: Status
  /// For a successful read: whether the data is there.
  public var isPresent = false
  /// The number of the reservation that it names, or that a read has found; 0 if none.
  public var reservation: UInt32 = 0
}
