import Simulation

/// Writing in two steps: the client first reserves, then confirms the reservation that it was given
/// (Pardon and Pautasso, *Atomic Distributed Transactions: a RESTful Design*, 2014; the authorisation
/// and capture of a payment). What is not confirmed expires, and leaves nothing.
///
/// - Every reserve that is stored makes a reservation of its own, unless an idempotency key protects
///   it: then a replay names the one made first.
/// - The client confirms the first reservation that it hears of, at once; what it hears of others
///   later, it ignores. A confirmed reservation is the copy that counts, and confirming it again
///   succeeds and changes nothing.
/// - Each step has a run of its own of the client's retry policy and meets the chances of a write.
///   The attempts of both are numbered in one row and all count as attempts.
/// - A reservation that has expired, or that a crash or a failover has undone, is answered 410.
public struct Reservation: Hashable, Sendable {
  /// The time after which a reservation expires that was not confirmed.
  public var expires = Delay.seconds(15 * 60)

  /// Creates a value with the default of every property.
  public init() {}

  /// One reservation on the server.
  public struct Record: Hashable, Sendable {
    /// The number of the write that made it.
    let write: UInt32
    /// The number of the write that confirmed it; 0 if none did, or a failover has lost it.
    var confirmation: UInt32 = 0
    /// A Boolean value that indicates whether its time is over.
    var isPastExpiry = false
    /// A Boolean value that indicates whether a failover has lost it.
    var isLost = false

    init(write: UInt32) { self.write = write }

    /// A Boolean value that indicates whether the effect is there.
    public var isConfirmed: Bool { confirmation > 0 && !isLost }
    /// A Boolean value that indicates whether it can be confirmed.
    public var isOpen: Bool { confirmation == 0 && !isPastExpiry && !isLost }
  }
}
