import Simulation

extension Server {
  /// The server's side of one operation.
  public struct State: Hashable, Sendable {
    // The widest members come first, as in the client's state.

    /// The number of requests that have reached it: reads too, those that it turned away or
    /// dropped, and those that found it down.
    public internal(set) var requests: UInt32 = 0
    /// The number of times that the effect is stored.
    public internal(set) var copies: UInt32 = 0
    /// The number of times that the data was written.
    public internal(set) var writes: UInt32 = 0
    /// The number of writes that no failover has lost.
    var durableWrites: UInt32 = 0
    /// The number of durable writes that came after the next edit.
    var staleWrites: UInt32 = 0
    /// The last write that a reconciliation has looked after: no failover takes away what is left of
    /// it and those before it.
    public internal(set) var settledWrites: UInt32 = 0
    /// The copies that are left of those writes.
    var settledCopies: UInt32 = 0
    /// The number of keys that were recorded; tells the expiry of one record from that of another.
    var keysRecorded: UInt32 = 0
    /// The number of writes that came before the client's next edit, once that is stored.
    public internal(set) var editedAfter: UInt32?
    /// The record of the operation's idempotency key.
    public internal(set) var key: KeyRecord?
    /// The requests that wait until the key is no longer held, in the order of their arrival.
    public internal(set) var waiting: [Request] = []
    /// The reservations that were ever made, where the client reserves: number 1 first.
    public internal(set) var reservations: [Reservation.Record] = []
    /// The requests that it works on, where something may stop it; otherwise none.
    public internal(set) var inService: [Request] = []
    /// The request that a key record in progress belongs to; empty without such a record.
    var holds: [Hold] = []
    /// The service time of every execution, where it is drawn once for the write, in nanoseconds; -1 before that.
    private var drawnService: Int64 = -1
    /// A Boolean value that indicates whether a request that will record the key is being served.
    public internal(set) var keyIsHeld = false
    /// A Boolean value that indicates whether its log may show an error: a 5xx that it answered, a request that it
    /// turned away, or a failure after an early answer.
    public internal(set) var hasLoggedError = false
    /// A Boolean value that indicates whether a deadline has passed that the requests carry.
    public internal(set) var isPastDeadline = false
    /// The reason that it takes no requests; `nil` while it does.
    public internal(set) var downtime: Downtime?
    /// A Boolean value that indicates whether the operation began in a slow period that goes on.
    public internal(set) var isSlow = false

    /// A Boolean value that indicates whether an attempt replaced the next edit.
    public var isStale: Bool { staleWrites > 0 }
    /// A Boolean value that indicates whether the thing is there.
    var isStored: Bool { copies > 0 }
    /// The service time of every execution, where it is drawn once for the write; `nil` before that.
    var serviceOfWrite: Delay? {
      get { drawnService < 0 ? nil : .nanoseconds(drawnService) }
      set { drawnService = newValue?.nanoseconds ?? -1 }
    }
    /// A Boolean value that indicates whether anything was written since the client first looked.
    public var hasChanged: Bool { durableWrites + settledCopies > 0 || editedAfter != nil }
  }

  /// A recorded idempotency key.
  public struct KeyRecord: Hashable, Sendable {
    /// The status that a replay answers.
    public internal(set) var status: Status
    /// The progress of the work under the key.
    public internal(set) var phase: Phase
    /// The number of the write whose transaction it shares; 0 in a write of its own.
    private(set) var write: UInt32
    /// The reservation that the first answer names; 0 if there is none.
    var reservation: UInt32 = 0

    init(status: Status, phase: Phase, write: UInt32) {
      (self.status, self.phase, self.write) = (status, phase, write)
    }

    /// Forgets the number of its write, where no failover can lose that.
    mutating func forgetWrite() { write = 0 }

    /// The progress of the work under a key.
    public enum Phase: UInt8, Hashable, Sendable {
      /// It is not done: the request that recorded the key works, or has died.
      case inProgress
      /// The lease of a record in progress has ended without that: the next request takes it over.
      case lapsed
      /// The data is stored, or a failure was saved.
      case done
    }
  }

  /// The holder of a key record in progress.
  struct Hold: Hashable, Sendable {
    let request: Request
    /// A Boolean value that indicates whether it works; otherwise it has failed or died, and renews no lease.
    var isWorking = true
    /// The number of times that the lease was renewed.
    var renewals: UInt32 = 0

    init(request: Request) { self.request = request }
  }
}

/// The part of the hash that is the server's, in a few words: see `Scenario.State.word`.
extension Server.State {
  /// The part that differs in most states.
  var word: UInt64 {
    (UInt64(requests) << 32 | UInt64(copies)) &* 0x9e37_79b9_7f4a_7c15
      ^ (UInt64(writes) << 32 | UInt64(durableWrites) << 3 | UInt64(flags)) &* 0x27d4_eb2f_1656_67c5
  }

  /// A Boolean value that indicates whether there is anything that most models leave as it is.
  var hasRest: Bool {
    editedAfter != nil || settledWrites > 0 || keysRecorded > 0 || key != nil || downtime != nil
      || isSlow || !waiting.isEmpty || !reservations.isEmpty || !inService.isEmpty
      || !holds.isEmpty || serviceOfWrite != nil
  }

  private var flags: UInt8 {
    (keyIsHeld ? 1 : 0) | (hasLoggedError ? 2 : 0) | (isPastDeadline ? 4 : 0)
  }

  func hashRest(into hasher: inout Hasher) {
    if let editedAfter { hasher.combine(UInt64(editedAfter) << 32 | UInt64(staleWrites)) }
    if settledWrites > 0 { hasher.combine(UInt64(settledWrites) << 32 | UInt64(settledCopies)) }
    if keysRecorded > 0 { hasher.combine(keysRecorded) }
    if let key { hasher.combine(key) }
    if let downtime { hasher.combine(downtime) }
    if isSlow { hasher.combine(isSlow) }
    if !waiting.isEmpty { hasher.combine(waiting) }
    if !reservations.isEmpty { hasher.combine(reservations) }
    if !inService.isEmpty { hasher.combine(inService) }
    if !holds.isEmpty { hasher.combine(holds) }
    if let serviceOfWrite { hasher.combine(serviceOfWrite) }
  }
}
