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

  /// The number of gateways that have sent it on; 0 on the way from the client.
  public var level: UInt8 { UInt8(truncatingIfNeeded: word >> 4) & 15 }

  /// The request for the same attempt at another place between client and server.
  func with(level: UInt8, hop: UInt16) -> Request {
    var request = self
    request.word = word & ~0xffff_00f0 | UInt64(hop) << 16 | UInt64(level) << 4
    request.claim = .none
    return request
  }

  /// The same request, without what tells it from others of its operation, for one whose answer is not awaited.
  ///
  /// The number of its attempt is one that no client sends.
  var withoutName: Request {
    var request = self
    request.word = word & 0xffff_ffff & ~0xffff_0000 | UInt64(UInt32.max) << 32
    if level > 0 { request.hop = 1 }
    return request
  }

  /// The number of its operation among those of one intention; 0 for the first.
  public var submission: UInt8 { UInt8(truncatingIfNeeded: word >> 8) }

  /// The kind of the request.
  public var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: word >> 2) & 3)! }

  /// A Boolean value that indicates whether it only asks if the data is there.
  public var isRead: Bool { kind == .read }

  /// The server's decision about its key when it arrived.
  var claim: Claim {
    get { Claim(rawValue: UInt8(truncatingIfNeeded: word) & 3)! }
    set { word = word & ~3 | UInt64(newValue.rawValue) }
  }

  /// Returns true if it is the same request, apart from what has become of its key.
  package func isSame(as other: Request) -> Bool { word & ~3 == other.word & ~3 }

  /// The kind of a request.
  public enum Kind: UInt8, Hashable, Sendable {
    /// Store the data.
    case write = 0
    /// Make what is reserved count. Where there are confirms, a write only reserves.
    case confirm = 1
    /// Is the data there?
    case read = 2
  }

  /// The relation of a request being served to the operation's idempotency key.
  enum Claim: UInt8, Hashable, Sendable {
    /// There is no key, or it is known and answered with a success.
    case none
    /// It holds the key: others meet it in flight. It is executed.
    case holds
    /// It found the key held and did not care: it is executed as well.
    case races
    /// The key is known, and a failure was saved with it.
    case replaysFailure
  }
}

/// An answer on its way back.
public struct Response: Hashable, Sendable {
  /// The request that it answers.
  public internal(set) var request: Request
  /// The status.
  public let status: Status
  /// For a successful read: whether the data is there.
  public var isPresent = false
  /// The number of the reservation that it names, or that a read has found; 0 if none.
  public var reservation: UInt32 = 0
}
