/// How a protocol is checked.
public enum Method: Hashable, Sendable {
  /// Every placement of up to so many faults, whatever their probability: a proof, or the counterexample with
  /// the fewest faults, then the fewest events.
  ///
  /// Messages take the time that they take: of two that come at the same moment the one comes first that was
  /// sent first. ``everyOrder(faults:)`` tries the others.
  case faults(Int)
  /// The same with any number of faults. The states must be finitely many.
  case anyFaults
  /// Every placement of up to so many faults, or of any number with `nil`, in every order of events that the
  /// ranges of the latencies allow: continuous ones too, which nothing needs to stand for.
  ///
  /// What must come true ``ProtocolTest/eventually(_:_:)`` must have done so by every end; circles are not looked
  /// for.
  case everyOrder(faults: Int?)
  /// Everything that may happen, with its probability: what must hold may be broken with this probability at
  /// the most.
  case exactly(atMost: Double)
  /// So many trials, each drawn from the seed.
  case samples(Int, seed: UInt64 = 1)
}
