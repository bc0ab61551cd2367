import Simulation

/// A switch that keeps a client from calling a server that fails, shared by all its operations
/// (Nygard, *Release It!*, 2nd edition, 5.2).
///
/// - **Closed**: every attempt is sent. When `failures` of the last `of` attempts have failed, it
///   opens.
/// - **Open**: nothing is sent. An operation that would send ends at once: one that has not sent
///   anything yet as an `error`, any other with what it saw last. After `opensFor` it is half-open.
/// - **Half-open**: up to `probes` attempts may be sent. As soon as one fails it opens again; when
///   `probes` have succeeded it closes, with nothing on record.
///
/// An attempt counts when it ends, for the state that the switch is in at that moment.
public struct CircuitBreaker: Hashable, Sendable {
  /// The number of the last attempts that must have failed; in `1 ... of`.
  public var failures: UInt8 = 5
  /// The number of attempts that are looked at; in `windowRange`.
  public var of: UInt8 = 5
  /// The time for which it stays open.
  public var opensFor = Delay.seconds(30)
  /// The number of attempts that decide whether it closes again; at least 1.
  public var probes: UInt8 = 1

  public static let windowRange: ClosedRange<UInt8> = 1...64

  public init() {}

  /// The position of a client's switch.
  public enum Phase: UInt8, Hashable, Sendable {
    case closed, open, halfOpen
  }

  /// A client's switch.
  public struct State: Hashable, Sendable {
    /// The last attempts, the latest in the lowest bit; a failed one is 1.
    var recent: UInt64 = 0
    /// The number of times that it has opened; tells the end of one opening from that of another.
    var openings: UInt32 = 0
    public internal(set) var phase = Phase.closed
    /// While half-open: how many attempts were let through, and how many have succeeded.
    var admitted: UInt8 = 0
    var succeeded: UInt8 = 0
  }

  /// Returns true if an attempt may be sent; if so it counts as let through.
  func admits(_ state: inout State) -> Bool {
    switch state.phase {
    case .closed: return true
    case .open: return false
    case .halfOpen:
      guard state.admitted < probes else { return false }
      state.admitted += 1
      return true
    }
  }

  func recordSuccess(_ state: inout State) {
    switch state.phase {
    case .closed:
      state.recent <<= 1
    case .open:
      break
    case .halfOpen:
      state.succeeded += 1
      if state.succeeded >= probes { state = State(openings: state.openings) }
    }
  }

  /// - Returns: whether it opens now.
  func recordFailure(_ state: inout State) -> Bool {
    switch state.phase {
    case .closed:
      state.recent = state.recent << 1 | 1
      let window = state.recent & (~0 >> (64 - UInt64(of)))
      if window.nonzeroBitCount < failures { return false }
    case .open:
      return false
    case .halfOpen:
      break
    }
    state = State(phase: .open, openings: state.openings + 1)
    return true
  }

  /// Records an attempt whose end the client does not hear.
  func recordNothing(_ state: inout State) {
    if state.phase == .halfOpen, state.admitted > state.succeeded { state.admitted -= 1 }
  }

  /// The time is over for which it was opened.
  func halfOpen(_ opening: UInt32, _ state: inout State) {
    if state.phase == .open, state.openings == opening {
      state = State(phase: .halfOpen, openings: opening)
    }
  }
}

extension CircuitBreaker.State {
  fileprivate init(phase: CircuitBreaker.Phase = .closed, openings: UInt32) {
    self.init()
    self.phase = phase
    self.openings = openings
  }
}
