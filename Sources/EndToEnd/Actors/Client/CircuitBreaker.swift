import Simulation

/// A switch that keeps a client from calling a server that fails, shared by all its operations
/// (Nygard, *Release It!*, 2nd edition, 5.2).
///
/// - **Closed**: every attempt is sent. It opens as an attempt fails, if by then too many have: at least
///   `failures` of those that it looks at, or at least the share `rate` of them. It looks at the last
///   `of` attempts, or at those that ended in the time `within` up to now. With fewer than `atLeast` to
///   look at it stays closed.
/// - **Open**: nothing is sent. An operation that would send ends at once: one that has not sent
///   anything yet as an `error`, any other with what it saw last. After `opensFor` it is half-open, or
///   closed if there are no `probes`.
/// - **Half-open**: up to `probes` attempts may be sent. When `closesAfter` have succeeded it closes, with
///   nothing on record. As soon as that number can no longer succeed, it opens again.
///
/// An attempt counts when it ends, for the state that the switch is in at that moment.
///
/// ```swift
/// var breaker = CircuitBreaker()
/// breaker.rate = Probability(0.1)
/// breaker.within = .seconds(30)
/// breaker.atLeast = 100
/// ```
public struct CircuitBreaker: Hashable, Sendable {
  /// The number of attempts that must have failed; at least 1. Without a `rate`, and if there is no
  /// `within` at most `of`.
  public var failures: UInt32 = 5
  /// The share of attempts that must have failed, instead of a number; `nil` for the number.
  public var rate: Probability?
  /// The number of the last attempts that are looked at; in `windowRange`.
  public var of: UInt8 = 5
  /// The time in which the attempts ended that are looked at, instead of a number of them; `nil` for the
  /// number.
  public var within: Delay?
  /// The number of attempts without which it stays closed.
  public var atLeast: UInt32 = 0
  /// The time for which it stays open.
  public var opensFor = Delay.seconds(30)
  /// The number of attempts that decide whether it closes again; 0 closes it without any.
  public var probes: UInt8 = 1
  /// The number of probes that must succeed, in `1 ... probes`; `nil` for all of them.
  public var closesAfter: UInt8?

  /// The lengths of a window that are allowed.
  public static let windowRange: ClosedRange<UInt8> = 1...128

  /// Creates a value with the default of every property.
  public init() {}

  /// The position of a client's switch.
  public enum Phase: UInt8, Hashable, Sendable {
    /// Attempts pass (`closed`), fail at once without a request (`open`), or pass as probes (`halfOpen`).
    case closed, open, halfOpen
  }

  /// A client's switch.
  public struct State: Hashable, Sendable {
    /// The last 64 attempts, the latest in the lowest bit; a failed one is 1. With a time window: the
    /// number of attempts in it in the upper half, of failed ones in the lower.
    var recent: UInt64 = 0
    /// The 64 attempts before those.
    var earlier: UInt64 = 0
    /// The number of times that it has opened; tells the end of one opening from that of another, and
    /// the attempts before it from those after.
    var openings: UInt32 = 0
    /// The phase that it is in.
    public internal(set) var phase = Phase.closed
    /// The number of attempts on record, up to those that are looked at, where it matters.
    var calls: UInt8 = 0
    /// While half-open: how many attempts were let through, and how many have succeeded or failed.
    var admitted: UInt8 = 0
    var succeeded: UInt8 = 0
    var failed: UInt8 = 0

    /// A Boolean value that indicates whether there is anything on record.
    var isFresh: Bool { recent == 0 && earlier == 0 && openings == 0 && calls == 0 }
  }

  /// The effect of the end of an attempt.
  enum Effect {
    case none
    /// The attempt is on record, and to be forgotten after the time `within`.
    case isRecorded
    case opens
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

  func recordSuccess(_ state: inout State) -> Effect {
    switch state.phase {
    case .closed:
      record(hasFailed: false, &state)
      return .isRecorded
    case .open:
      break
    case .halfOpen:
      state.succeeded += 1
      if state.succeeded >= closesAfter ?? probes { state = State(openings: state.openings) }
    }
    return .none
  }

  func recordFailure(_ state: inout State) -> Effect {
    switch state.phase {
    case .closed:
      record(hasFailed: true, &state)
      if !hasTooManyFailures(state) { return .isRecorded }
    case .open:
      return .none
    case .halfOpen:
      state.failed += 1
      if state.failed <= probes - (closesAfter ?? probes) { return .none }
    }
    state = State(phase: .open, openings: state.openings + 1)
    return .opens
  }

  /// Records an attempt whose end the client does not hear.
  func recordNothing(_ state: inout State) {
    guard state.phase == .halfOpen else { return }
    if state.admitted > state.succeeded + state.failed { state.admitted -= 1 }
  }

  /// The time is over for which it was opened.
  func halfOpen(_ opening: UInt32, _ state: inout State) {
    if state.phase == .open, state.openings == opening {
      state = State(phase: probes == 0 ? .closed : .halfOpen, openings: opening)
    }
  }

  /// Forgets an attempt that ended before the time that it looks at.
  ///
  /// - Parameter opening: the number of times that it had opened when the attempt ended.
  func forget(hasFailed: Bool, recordedAfter opening: UInt32, _ state: inout State) {
    guard state.phase == .closed, state.openings == opening else { return }
    state.recent -= State.timed(hasFailed: hasFailed)
  }

  private func record(hasFailed: Bool, _ state: inout State) {
    if within != nil {
      state.recent += State.timed(hasFailed: hasFailed)
      return
    }
    if of > 64 { state.earlier = state.earlier << 1 | state.recent >> 63 }
    state.recent = state.recent << 1 | (hasFailed ? 1 : 0)
    if rate != nil || atLeast > 0 { state.calls = min(state.calls + 1, of) }
  }

  private func hasTooManyFailures(_ state: State) -> Bool {
    let count: (calls: UInt32, failures: UInt32) =
      if within != nil {
        (UInt32(state.recent >> 32), UInt32(state.recent & 0xffff_ffff))
      } else {
        (UInt32(state.calls), failures(among: state))
      }
    if count.calls < atLeast { return false }
    guard let rate else { return count.failures >= failures }
    // A share, for example 7 % of 100, may be a little more than 7 as a product of doubles.
    return Double(count.failures) >= rate.value * Double(count.calls) * (1 - 1e-12)
  }

  /// The failures among the last attempts.
  private func failures(among state: State) -> UInt32 {
    let recent = state.recent & (~0 >> (64 - UInt64(min(of, 64))))
    let earlier = of > 64 ? state.earlier & (~0 >> (128 - UInt64(of))) : 0
    return UInt32(recent.nonzeroBitCount + earlier.nonzeroBitCount)
  }
}

extension CircuitBreaker.State {
  fileprivate init(phase: CircuitBreaker.Phase = .closed, openings: UInt32) {
    self.init()
    self.phase = phase
    self.openings = openings
  }

  /// One attempt as a time window counts it.
  fileprivate static func timed(hasFailed: Bool) -> UInt64 { 1 << 32 | (hasFailed ? 1 : 0) }
}
