import Simulation

/// A protocol, the network that it runs over, and what must hold of it.
///
/// ```swift
/// @Test func nobodyIsChargedTwice() throws {
///   try ProtocolTest(Payment(), over: .lossy())
///     .always("at most one charge") { $0.charges <= 1 }
///     .check(.faults(3))
/// }
/// ```
///
/// The same code is checked by trying every placement of faults, exactly, or by trials: see ``Method``.
public struct ProtocolTest<Subject: Participants>: Sendable {
  /// All participants as they are before they start.
  public let participants: Subject
  let transport: @Sendable (Subject.Name, Subject.Name) -> Transport
  private(set) var properties: [Property<Subject>] = []
  private(set) var regressionFile: String?
  private(set) var requiresCoverage = true
  private(set) var forgivenBranches: Set<Subject.Branch> = []
  /// What a check may use.
  public var limits = Limits()

  /// What a check may use.
  public struct Limits: Hashable, Sendable {
    /// The most states that are told apart.
    public var states = 1_000_000
    /// The most events of one trial, or of one course that is taken once more.
    public var events = 100_000
    /// How many delays may stand for a continuous latency; `nil` for none. What is found then is so only for
    /// these.
    public var discretisation: Int?

    public init() {}
  }

  /// A test over a network that is the same between all.
  public init(_ participants: Subject, over transport: Transport = .lossy()) {
    self.init(participants) { _, _ in transport }
  }

  /// A test over a network that depends on who sends to whom.
  public init(
    _ participants: Subject,
    over transport:
      @escaping @Sendable (_ sender: Subject.Name, _ receiver: Subject.Name) -> Transport
  ) {
    self.participants = participants
    self.transport = transport
  }

  /// Adds what must hold after every event.
  ///
  /// - Parameters:
  ///   - name: what it says, for the reader of a counterexample.
  ///   - holds: whether it does; an error that it throws is a no with a reason.
  public func always(
    _ name: String, _ holds: @escaping @Sendable (Subject) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "always: " + name, time: .always, holds: holds))
  }

  /// Adds what must never be so, after no event.
  public func never(
    _ name: String, _ isSo: @escaping @Sendable (Subject) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "never: " + name, time: .always) { try !isSo($0) })
  }

  /// Adds what must hold when nothing is under way any more.
  public func atTheEnd(
    _ name: String, _ holds: @escaping @Sendable (Subject) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "at the end: " + name, time: .atTheEnd, holds: holds))
  }

  /// Adds what must come true sooner or later, and need not stay so, if the network is fair: if faults come to
  /// an end.
  ///
  /// With ``Method/faults(_:)`` up to so many strike, and then none any more: then nothing may end before it has
  /// come true, nor go round for ever without it. With the other methods it must have come true by every end.
  public func eventually(
    _ name: String, _ holds: @escaping @Sendable (Subject) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "eventually: " + name, time: .eventually, holds: holds))
  }

  /// Keeps counterexamples in a file: what was found once is tried first, ever after.
  ///
  /// - Parameter path: the file; by default beside the source of the test, with the ending
  ///   `.counterexamples.txt`. A counterexample that is new is added at its end.
  public func remembering(in path: String? = nil, source: String = #filePath) -> ProtocolTest {
    var test = self
    let stem = source.hasSuffix(".swift") ? String(source.dropLast(6)) : source
    test.regressionFile = path ?? stem + ".counterexamples.txt"
    return test
  }

  /// Lets a check succeed that has missed a branch of the code: see ``Context/covers(_:)``.
  public func ignoringCoverage() -> ProtocolTest {
    var test = self
    test.requiresCoverage = false
    return test
  }

  /// Lets a check succeed that has missed some branches: those that this version of a protocol does not have.
  public func mayMiss(_ branches: Subject.Branch...) -> ProtocolTest {
    var test = self
    test.forgivenBranches.formUnion(branches)
    return test
  }

  /// The same test of other properties, and without a memory.
  func only(_ properties: [Property<Subject>]) -> ProtocolTest {
    var test = self
    test.properties = properties
    test.regressionFile = nil
    return test
  }

  private func adding(_ property: Property<Subject>) -> ProtocolTest {
    precondition(properties.count < 64, "a test has at most 64 properties")
    var test = self
    test.properties.append(property)
    return test
  }
}
