import ProtocolTesting

/// A protocol that is known from books and from practice, with what must hold of it, and its classic mistake.
///
/// ```swift
/// for worked in WorkedProtocol.all {
///   try worked.check(.faults(3))
///   try worked.checkTwin(.faults(worked.fewestFaults))  // throws a Counterexample
/// }
/// ```
package struct WorkedProtocol: Sendable {
  /// What it is called.
  package let name: String
  /// What its twin does wrong, in one sentence.
  package let mistake: String
  /// The fewest faults with which the twin breaks a property.
  package let fewestFaults: Int
  /// Checks the protocol as it should be.
  package let check: @Sendable (Method) throws -> Report
  /// Checks its twin with the mistake; branches that it never takes are forgiven.
  package let checkTwin: @Sendable (Method) throws -> Report
  /// Takes a course of the twin once more.
  package let replayTwin: @Sendable (String) throws -> Void

  /// A protocol and its twin, which differ in nothing but the mistake.
  package init<Subject: Participants>(
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
