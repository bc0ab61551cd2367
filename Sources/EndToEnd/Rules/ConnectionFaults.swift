import Simulation

/// How the connection is made that an attempt needs.
///
/// An attempt that finds none has not left its sender: nothing is stored, and the sender knows it.
public struct ConnectionFaults: Hashable, Sendable {
  /// The chance, for every attempt and every read, that no connection is made: it is refused, or
  /// nobody answers.
  public var fails = Probability.never
  /// How long after its start such an attempt ends: a refusal takes as long as its answer, silence as
  /// long as the time limit for connecting. From the attempt's timeout on it ends with that, and is a
  /// failure to connect all the same.
  public var after = Delay.zero

  public init(fails: Probability = .never, after: Delay = .zero) {
    self.fails = fails
    self.after = after
  }
}
