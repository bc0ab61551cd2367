import Simulation

/// The measurements of a fleet's server in one run, in all and over time: whole numbers only, so
/// that records of different runs add up exactly.
///
/// The totals are those from the end of the warm-up to the last arrival; the bins divide the time in
/// which operations begin into equal parts, the warm-up included.
public struct LoadRecord: Hashable, Sendable {
  /// The amount of work in all.
  public private(set) var total = Totals()
  /// The totals of each bin, in the order of time.
  public private(set) var bins: [Totals]
  /// The time in which the totals were counted, and the length of each bin.
  public private(set) var measured = Delay.zero
  /// The length of a bin.
  public let binWidth: Delay

  private var isOpen: Bool
  private var openedAt: Int64 = 0
  /// The bins in which events are counted, and those that time is accounted for in: the latter follow.
  private var counting: Bin
  private var accounting: Bin
  /// Until when the queue and the workers are accounted for.
  private var accountedFor: Int64 = 0

  /// The number of bins of a record, unless they would be shorter than a nanosecond.
  public static let binCount = 60

  /// The counts of a stretch of time.
  public struct Totals: Hashable, Sendable {
    /// Operations that began.
    public internal(set) var begun: UInt64 = 0
    /// Operations whose client saw a success, and operations whose client gave up.
    public internal(set) var acknowledged: UInt64 = 0
    /// The number of writes without a success.
    public internal(set) var unacknowledged: UInt64 = 0
    /// Requests that reached the server and wanted a worker.
    public internal(set) var requests: UInt64 = 0
    /// Requests for which the queue had no room, or that came while the server was down.
    public internal(set) var turnedAway: UInt64 = 0
    /// Requests whose service ended.
    public internal(set) var served: UInt64 = 0
    /// Requests whose service began, and how long they had waited, in nanoseconds.
    public internal(set) var started: UInt64 = 0
    /// The time that requests waited, in nanoseconds, in all.
    public internal(set) var waited: UInt64 = 0
    /// Requests that left the queue unserved, and how long they had waited.
    public internal(set) var dropped: UInt64 = 0
    /// The time that dropped requests waited, in nanoseconds, in all.
    public internal(set) var droppedWaited: UInt64 = 0
    /// Requests whose service had begun when the server went down.
    public internal(set) var lost: UInt64 = 0
    /// The length of the queue times how long it was that, in nanoseconds; so, too, busy workers.
    public internal(set) var queueArea: UInt64 = 0
    /// The time that workers served, in nanoseconds, in all.
    public internal(set) var busyArea: UInt64 = 0

    /// Creates a value with the default of every property.
    public init() {}

    /// All of them, in an order of their own.
    public var numbers: [UInt64] {
      [
        begun, acknowledged, unacknowledged, requests, turnedAway, served, started, waited, dropped,
        droppedWaited, lost, queueArea, busyArea,
      ]
    }

    /// - Parameter numbers: thirteen, in the order of `numbers`.
    public init(_ numbers: [UInt64]) {
      precondition(numbers.count == 13, "there are thirteen totals")
      begun = numbers[0]
      acknowledged = numbers[1]
      unacknowledged = numbers[2]
      requests = numbers[3]
      turnedAway = numbers[4]
      served = numbers[5]
      started = numbers[6]
      waited = numbers[7]
      dropped = numbers[8]
      droppedWaited = numbers[9]
      lost = numbers[10]
      queueArea = numbers[11]
      busyArea = numbers[12]
    }

    /// Adds what was counted in another run.
    public mutating func merge(_ other: Totals) {
      let sums = zip(numbers, other.numbers).map { one, another in
        let (sum, overflow) = one.addingReportingOverflow(another)
        return overflow ? UInt64.max : sum
      }
      self = Totals(sums)
    }
  }

  /// One of the bins, and when it ends.
  private struct Bin: Hashable, Sendable {
    var index = 0
    var end: Int64
    let width: Int64

    init(width: Int64) {
      self.width = width
      end = width
    }

    var isOver: Bool { index >= LoadRecord.binCount }

    mutating func next() {
      index += 1
      // What the division left over belongs to the last bin.
      end = index >= LoadRecord.binCount - 1 ? .max : end + width
    }
  }

  /// The length of the bins of a record of some clients.
  package static func binWidth(of clients: Clients) -> Delay {
    .nanoseconds(max(clients.lasts.nanoseconds / Int64(binCount), 1))
  }

  init(of clients: Clients) {
    binWidth = LoadRecord.binWidth(of: clients)
    let width = binWidth.nanoseconds
    counting = Bin(width: width)
    accounting = counting
    bins = [Totals](repeating: Totals(), count: LoadRecord.binCount)
    isOpen = clients.warmsUp == .zero
  }

  /// The warm-up has ended; time is accounted for.
  mutating func begin(at now: Instant) {
    isOpen = true
    openedAt = now.nanoseconds
  }

  /// No operation begins any more; time is accounted for.
  mutating func close(at now: Instant) {
    measured = .nanoseconds(now.nanoseconds - openedAt)
    isOpen = false
    counting.index = LoadRecord.binCount
    accounting.index = LoadRecord.binCount
  }

  mutating func countBegun(at now: Instant) { count(at: now) { $0.begun += 1 } }

  mutating func countDecision(isAcknowledged: Bool, at now: Instant) {
    count(at: now) { totals in
      if isAcknowledged { totals.acknowledged += 1 } else { totals.unacknowledged += 1 }
    }
  }

  mutating func countRequest(at now: Instant) { count(at: now) { $0.requests += 1 } }

  mutating func countTurnedAway(at now: Instant) { count(at: now) { $0.turnedAway += 1 } }

  mutating func countServed(at now: Instant) { count(at: now) { $0.served += 1 } }

  mutating func countLost(_ requests: UInt32, at now: Instant) {
    count(at: now) { $0.lost += UInt64(requests) }
  }

  mutating func countWait(_ wait: Delay, at now: Instant) {
    count(at: now) { totals in
      totals.started += 1
      totals.waited += UInt64(wait.nanoseconds)
    }
  }

  mutating func countDropped(after wait: Delay, at now: Instant) {
    count(at: now) { totals in
      totals.dropped += 1
      totals.droppedWaited += UInt64(wait.nanoseconds)
    }
  }

  private mutating func count(at now: Instant, _ add: (inout Totals) -> Void) {
    if isOpen { add(&total) }
    while !counting.isOver, now.nanoseconds >= counting.end { counting.next() }
    if !counting.isOver { add(&bins[counting.index]) }
  }

  /// Accounts for the time in which the queue and the workers were as they still are.
  mutating func note(_ station: Station, at now: Instant) {
    if isOpen { total.add(station, for: now.nanoseconds - accountedFor) }
    while !accounting.isOver, now.nanoseconds >= accounting.end {
      bins[accounting.index].add(station, for: accounting.end - accountedFor)
      accountedFor = accounting.end
      accounting.next()
    }
    if !accounting.isOver {
      bins[accounting.index].add(station, for: now.nanoseconds - accountedFor)
    }
    accountedFor = now.nanoseconds
  }
}

extension LoadRecord.Totals {
  fileprivate mutating func add(_ station: Station, for time: Int64) {
    queueArea &+= UInt64(station.queueLength) &* UInt64(time)
    busyArea &+= UInt64(station.busy) &* UInt64(time)
  }
}
