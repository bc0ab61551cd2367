import Simulation

/// A protocol, the network that it runs over, and the properties that must hold.
///
/// ```swift
/// @Test func aCustomerIsChargedOnce() throws {
///   try ProtocolTest(Payment(), over: .lossy())
///     .always("at most one charge") { $0[.bank].charges <= 1 }
///     .check(.faults(3))
/// }
/// ```
///
/// The same code is checked by trying every placement of faults, by exact probabilities, or by random trials: see
/// ``CheckMethod``.
public struct ProtocolTest<Subject: NodeProtocol>: Sendable {
  /// The protocol with its parameters.
  public let subject: Subject
  /// The network between two nodes, which may differ by direction.
  let transport: @Sendable (Subject.Name, Subject.Name) -> Transport
  private(set) var properties: [Property<Subject>] = []
  /// The file of past counterexamples; `nil` for none.
  var regressionFile: RegressionFile?
  /// The faults that are not those of the network: crashes, partitions and clocks.
  var fieldFaults = FieldFaults<Subject.Name>()
  /// The object of which the recorded operations must be; `nil` for none.
  private(set) var specification: Subject.Specification?
  /// The mistakes in the arguments of the test, which a check throws.
  var misuses: [String] = []
  /// The supervision of the handlers in the check that runs.
  var watch = HandlerWatch()
  /// A Boolean value that indicates whether a trap in a handler or a property is a counterexample.
  var catchesTraps = false
  /// The record of the handler that runs; `nil` unless traps are caught.
  var diary: TrapDiary<Subject>?
  /// The run of a handler at which a search ends; `nil` for a usual one.
  var trap: TrapDiary<Subject>.Run?
  /// A Boolean value that indicates whether a check fails if a branch of the protocol is never
  /// reached. A property that nothing puts to the test always holds.
  private(set) var requiresCoverage = true
  private(set) var allowedUncovered: Set<Subject.Branch> = []
  /// A Boolean value that indicates whether a check fails if executions do not end.
  private(set) var requiresEnds = true
  /// The time at which a search through every order leaves out orders that differ in nothing.
  var orderReduction = OrderReduction.whenLarge
  /// The bounds of a check.
  public var limits = Limits()

  /// The bounds of a check.
  public struct Limits: Hashable, Sendable {
    /// The largest number of different states.
    public var states = 1_000_000
    /// The largest number of events of one trial or of one replayed execution.
    public var events = 100_000
    /// The number of delays that approximate a continuous latency; `nil` for no approximation. A result is then
    /// true of these delays only.
    public var discretisation: Int?

    /// Creates the bounds that a test has unless it sets others.
    public init() {}
  }

  /// Creates a test over a network that is the same between all nodes.
  public init(_ subject: Subject, over transport: Transport = .lossy()) {
    self.init(subject) { _, _ in transport }
  }

  /// Creates a test over a network that depends on the sender and the receiver.
  public init(
    _ subject: Subject,
    over transport:
      @escaping @Sendable (_ sender: Subject.Name, _ receiver: Subject.Name) -> Transport
  ) {
    self.subject = subject
    self.transport = transport
  }

  /// Adds a property that must hold after every event.
  ///
  /// - Parameters:
  ///   - name: the property as a sentence, for the reader of a counterexample.
  ///   - holds: returns true if the property holds. An error that it throws counts as false and gives the reason.
  public func always(
    _ name: String, _ holds: @escaping @Sendable (NodeStates<Subject>) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "always: " + name, time: .always, holds: holds))
  }

  /// Adds a condition that must hold after no event.
  public func never(
    _ name: String, _ isSo: @escaping @Sendable (NodeStates<Subject>) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "never: " + name, time: .always) { try !isSo($0) })
  }

  /// Adds a property that must hold when no message and no timer is pending any more.
  ///
  /// It says nothing of an execution that never ends. A check fails if there is one that has no fault from some time on:
  /// see ``ignoringEndlessExecutions()``.
  public func atTheEnd(
    _ name: String, _ holds: @escaping @Sendable (NodeStates<Subject>) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "at the end: " + name, time: .atTheEnd, holds: holds))
  }

  /// Adds a property that must be satisfied at some time, and need not stay so, if the faults come to an end.
  ///
  /// With ``CheckMethod/faults(_:)`` a bounded number of faults occurs, then none. No execution may then end before
  /// the property is satisfied, nor repeat the same states for ever without it. ``CheckMethod/everyOrder(faults:)`` looks
  /// for both in every order. With ``CheckMethod/exactly(atMost:)`` the probability counts that it is never satisfied.
  ///
  /// What a handler chooses with ``Context/choose(_:among:)`` is fair: each value is taken again and again. Latencies and
  /// the order of events are not: they may go against the property every time.
  public func eventually(
    _ name: String, _ holds: @escaping @Sendable (NodeStates<Subject>) throws -> Bool
  ) -> ProtocolTest {
    adding(Property(sentence: "eventually: " + name, time: .eventually, holds: holds))
  }

  /// Adds a property: whenever a condition holds, another one holds then or later, if the faults come to an end.
  ///
  /// ```swift
  /// .leadsTo("a request is answered", from: { $0[.client].isWaiting }, to: { !$0[.client].isWaiting })
  /// ```
  ///
  /// An execution breaks it that ends, or can repeat the same states for ever, after the first condition has held and
  /// before the second one does.
  ///
  /// With ``CheckMethod/exactly(atMost:)`` the probability is an interval if some executions never end: it is not known
  /// of these whether they reach the second condition each time. ``CheckMethod/anyFaults`` decides that.
  ///
  /// - Parameters:
  ///   - name: the property as a sentence.
  ///   - trigger: returns true if the first condition holds.
  ///   - goal: returns true if the second condition holds.
  public func leadsTo(
    _ name: String, from trigger: @escaping @Sendable (NodeStates<Subject>) throws -> Bool,
    to goal: @escaping @Sendable (NodeStates<Subject>) throws -> Bool
  ) -> ProtocolTest {
    var property = Property(sentence: "leads to: " + name, time: .leadsTo, holds: goal)
    property.trigger = trigger
    return adding(property)
  }

  /// Adds a property: the operations that nodes record are linearizable.
  ///
  /// Each operation then has taken effect at one moment between ``Context/invoke(_:)`` and ``Context/respond(_:)``, and
  /// all answers are those of the specification. An operation without a response may have taken effect or not.
  ///
  /// - Parameter specification: the object at the start.
  public func linearizable(against specification: Subject.Specification) -> ProtocolTest {
    var property = Property<Subject>(
      sentence: "always: linearizable as \(Subject.Specification.self)", time: .always
    ) { _ in true }
    property.isLinearizability = true
    var test = adding(property)
    test.specification = specification
    return test
  }

  /// Keeps counterexamples in a regression file, and replays those before every check.
  ///
  /// A new counterexample is added at the end of the file, with the protocol, its parameters and the property. It is
  /// replayed by every test of the same protocol, parameters and property. A counterexample that no longer fits drops
  /// out with a note in the ``CheckReport``. Tests that run in parallel may share a file.
  ///
  /// - Parameter path: the file; by default `.counterexamples/PaymentTests.txt` beside the source file
  ///   `PaymentTests.swift`. Package managers leave hidden folders alone.
  public func regressionFile(_ path: String? = nil, source: String = #filePath) -> ProtocolTest {
    var test = self
    test.regressionFile = path.map { RegressionFile(path: $0) } ?? RegressionFile(source: source)
    return test
  }

  /// Lets a check succeed although it has missed branches of the code: see ``Context/cover(_:)``.
  public func ignoringCoverage() -> ProtocolTest {
    var test = self
    test.requiresCoverage = false
    return test
  }

  /// Lets a check succeed although it has missed these branches, which this version of the protocol does not have.
  public func allowingUncovered(_ branches: Subject.Branch...) -> ProtocolTest {
    var test = self
    test.allowedUncovered.formUnion(branches)
    return test
  }

  /// Lets a check of a property at the end succeed although some executions never end. The property then says nothing of
  /// these, and the report shows one of them.
  public func ignoringEndlessExecutions() -> ProtocolTest {
    var test = self
    test.requiresEnds = false
    return test
  }

  /// The same test of other properties, and without a regression file.
  func only(_ properties: [Property<Subject>]) -> ProtocolTest {
    var test = self
    test.properties = properties
    test.regressionFile = nil
    return test
  }

  /// The same test with one more property.
  private func adding(_ property: Property<Subject>) -> ProtocolTest {
    var test = self
    test.properties.append(property)
    return test
  }
}
