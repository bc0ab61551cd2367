import ProtocolTesting

/// A protocol that is known from books and from practice, with its properties and its classic mistake.
///
/// ```swift
/// for worked in WorkedProtocol.all {
///   try worked.check(.faults(3))
///   try worked.checkTwin(.faults(worked.fewestFaults))  // throws a Counterexample
/// }
/// ```
package struct WorkedProtocol: Sendable {
  /// The name in reports, for example "two-phase commit".
  package let name: String
  /// The mistake of the twin, in one sentence.
  package let mistake: String
  /// The fewest faults with which the twin breaks a property.
  package let fewestFaults: Int
  /// Checks the right protocol.
  package let check: @Sendable (CheckMethod) throws -> CheckReport
  /// Checks the twin with the mistake. It need not reach all branches.
  package let checkTwin: @Sendable (CheckMethod) throws -> CheckReport
  /// Replays an execution of the twin.
  package let replayTwin: @Sendable (String) throws -> Void

  /// Creates a protocol and its twin, which differ only in the mistake.
  package init<Subject: NodeProtocol>(
    _ name: String, mistake: String, fewestFaults: Int, _ right: ProtocolTest<Subject>,
    twin: ProtocolTest<Subject>
  ) {
    self.name = name
    self.mistake = mistake
    self.fewestFaults = fewestFaults
    check = { try right.check($0) }
    let twin = twin.ignoringCoverage()
    checkTwin = { try twin.check($0) }
    replayTwin = { try twin.replay($0) }
  }
}
