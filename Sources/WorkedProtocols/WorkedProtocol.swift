import ProtocolTesting

/// A protocol that is known from books and from practice, with what must hold of it, and its classic mistake.
///
/// ```swift
/// for worked in WorkedProtocol.all {
///   try worked.check(.faults(3))
///   try worked.checkTwin(.faults(worked.fewestFaults))  // throws a Counterexample
/// }
/// ```
public struct WorkedProtocol: Sendable {
  /// What it is called.
  public let name: String
  /// What its twin does wrong, in one sentence.
  public let mistake: String
  /// The fewest faults with which the twin breaks a property.
  public let fewestFaults: Int
  /// Checks the protocol as it should be.
  public let check: @Sendable (Method) throws -> Report
  /// Checks its twin with the mistake; branches that it never takes are forgiven.
  public let checkTwin: @Sendable (Method) throws -> Report
  /// Takes a course of the twin once more.
  public let replayTwin: @Sendable (String) throws -> Void

  /// A protocol and its twin, which differ in nothing but the mistake.
  public init<Subject: Participants>(
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
