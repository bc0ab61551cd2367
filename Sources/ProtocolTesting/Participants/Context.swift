import Simulation

/// What lies outside a participant that acts: the network, its timers, and its luck.
///
/// Whoever checks the protocol answers: by trying every answer, or by a seeded draw, or as it went in a
/// course of events that is taken once more.
public protocol Context<Subject> {
  associatedtype Subject: Participants

  /// Gives a message to the network.
  ///
  /// - Precondition: the receiver is another one of ``Participants/names``.
  mutating func send(_ message: Subject.Message, to receiver: Subject.Name)

  /// Sets a timer of the one who acts; if he has set the same already, it is set anew.
  mutating func set(_ timer: Subject.Timer, after delay: Delay)

  /// Takes back a timer of the one who acts, if it is set.
  mutating func cancel(_ timer: Subject.Timer)

  /// Whether something goes wrong here: a crash, a write that is lost.
  ///
  /// It counts as a fault, of which an adversary has only so many.
  ///
  /// - Parameters:
  ///   - fault: what goes wrong, as a verb, before which the participant's name is put:
  ///     `"crashes before it stores"`.
  ///   - probability: in 0 ... 1.
  mutating func fails(_ fault: StaticString, probability: Double) -> Bool

  /// One of several values, all equally probable: what is open without being a fault.
  ///
  /// - Parameters:
  ///   - what: what is chosen, as a noun: `"drift"`.
  ///   - values: at least one; those who shrink a counterexample prefer the first.
  mutating func chooses<Value>(_ what: StaticString, among values: [Value]) -> Value

  /// Notes that this branch of the code was taken.
  ///
  /// A check that has found nothing wrong and has missed a branch has proved nothing about it, and says so.
  mutating func covers(_ branch: Subject.Branch)
}

extension Context {
  /// There is none: two states that differ only in when they were reached are one.
  @available(*, unavailable, message: "there is no clock: set a timer for what must happen later")
  public var now: Instant { preconditionFailure("there is no clock") }

  /// Whether something goes wrong here, with a probability of 1 %.
  public mutating func fails(_ fault: StaticString) -> Bool { fails(fault, probability: 0.01) }
}
