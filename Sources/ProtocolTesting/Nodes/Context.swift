@_exported import Simulation

/// The surroundings of a node whose handler runs: the network, the node's timers, and random choices.
///
/// The method of the check decides what it answers: every possible answer in turn, a draw from a seed, or the
/// answers of an execution that is replayed.
public protocol Context<Subject> {
  /// The protocol that is tested.
  associatedtype Subject: NodeProtocol

  /// Gives a message to the network.
  ///
  /// - Parameter receiver: another one of ``NodeProtocol/names``.
  mutating func send(_ message: Subject.Message, to receiver: Subject.Name)

  /// Sets a timer of this node. If the node has set an equal timer before, that one is canceled.
  mutating func set(_ timer: Subject.Timer, after delay: Delay)

  /// Sets a timer of this node that takes any time in a range: that of a clock which drifts, or of a busy node.
  ///
  /// ```swift
  /// context.set(.renew, after: .milliseconds(80) ... .milliseconds(125))
  /// ```
  ///
  /// ``CheckMethod/everyOrder(faults:)`` tries every order of events that the range allows, and samples draw a time, each
  /// as likely as the others. The other methods approximate it: see ``ProtocolTest/Limits/discretisation``.
  mutating func set(_ timer: Subject.Timer, after delays: ClosedRange<Delay>)

  /// Cancels a timer of this node, if it is set.
  mutating func cancel(_ timer: Subject.Timer)

  /// Returns true if something fails here: a crash, or a write that is lost.
  ///
  /// A failure counts as a fault. A search for counterexamples bounds the number of faults.
  ///
  /// - Parameters:
  ///   - fault: the failure as a verb phrase that follows the name of the node:
  ///     `"crashes before it stores"`.
  ///   - probability: between 0 and 1.
  mutating func fails(_ fault: StaticString, probability: Double) -> Bool

  /// Returns one of several equally likely values. The choice is not a fault.
  ///
  /// - Parameters:
  ///   - what: the thing that is chosen, as a noun: `"drift"`.
  ///   - values: 1 to 65,536 values. Shrinking a counterexample prefers the first.
  mutating func choose<Value>(_ what: StaticString, among values: [Value]) -> Value

  /// Records that the node begins an operation of the object that the protocol implements.
  ///
  /// See ``ProtocolTest/linearizable(against:)``. A node has one operation at a time. A second one before the response to
  /// the first means that the node has given up the first, which may take effect later all the same.
  mutating func invoke(_ call: Subject.Specification.Call)

  /// Records the answer with which the operation of the node ends that it has begun last.
  mutating func respond(_ answer: Subject.Specification.Answer)

  /// Notes that this branch of the code was reached.
  ///
  /// A check that finds no counterexample and has missed a branch fails, because it proves nothing about it.
  mutating func cover(_ branch: Subject.Branch)
}

extension Context {
  /// Unavailable: states that differ only in the time at which they were reached count as one state.
  @available(*, unavailable, message: "there is no clock: set a timer for what must happen later")
  public var now: Instant { preconditionFailure("there is no clock") }

  /// Returns true if something fails here, with a probability of 1 %.
  public mutating func fails(_ fault: StaticString) -> Bool { fails(fault, probability: 0.01) }
}
