import Simulation

/// The faults of the field that a test adds to those of the network: crashes, partitions, and clocks that go wrong.
struct FieldFaults<Name: Hashable & Sendable>: Sendable {
  /// The crashes of one node.
  struct Crash: Sendable {
    let chance: Probability
    /// The time until the node is back.
    let downFor: Delay
  }

  /// A partition between some nodes and all others.
  struct Cut: Sendable {
    let side: [Name]
    let chance: Probability
    let healsAfter: Delay
  }

  /// The speeds at which the clock of a node may go.
  struct Skew: Sendable {
    let rates: [Double]
    let chance: Probability
  }

  var crashes: [Name: Crash] = [:]
  var cuts: [Cut] = []
  var skews: [Name: Skew] = [:]

  var isEmpty: Bool { crashes.isEmpty && cuts.isEmpty && skews.isEmpty }
}

extension ProtocolTest {
  /// Lets nodes crash and come back. Each crash is one fault.
  ///
  /// A node may crash after it has handled an event. Its messages are under way then, its timers are canceled, and its
  /// state is what ``NodeProtocol/crashed(_:state:)`` leaves of it. Messages that arrive while it is down are lost. When
  /// it is back, ``NodeProtocol/restarted(_:state:in:)`` is called.
  ///
  /// ```swift
  /// .crashing(.bank, downFor: .seconds(2))
  /// ```
  ///
  /// - Parameters:
  ///   - names: the nodes that may crash.
  ///   - probability: the probability of a crash after each event, between 0 and 1.
  ///   - downFor: the time until the node is back.
  public func crashing(
    _ names: Subject.Name..., probability: Double = 0.01, downFor: Delay = .seconds(1)
  ) -> ProtocolTest {
    var test = self
    let chance = test.checked(probability, "a crash")
    test.check(downFor, "a node is down for")
    for name in names {
      test.checkName(name)
      test.fieldFaults.crashes[name] = .init(chance: chance, downFor: downFor)
    }
    return test
  }

  /// Lets the network split into two sides, and heal. Each partition is one fault.
  ///
  /// It may begin after any event. Until it heals, every message between the sides is lost that is sent or would arrive
  /// meanwhile. One partition at a time is active; call this several times for several possible ones.
  ///
  /// ```swift
  /// .partitioning(.alice, .bob, healsAfter: .seconds(5))
  /// ```
  ///
  /// - Parameters:
  ///   - side: the nodes on one side.
  ///   - probability: the probability that it begins after an event, between 0 and 1.
  ///   - healsAfter: the time until it heals.
  public func partitioning(
    _ side: Subject.Name..., probability: Double = 0.01, healsAfter: Delay = .seconds(1)
  ) -> ProtocolTest {
    var test = self
    for name in side { test.checkName(name) }
    let chance = test.checked(probability, "a partition")
    test.check(healsAfter, "a partition heals after")
    test.fieldFaults.cuts.append(.init(side: side, chance: chance, healsAfter: healsAfter))
    return test
  }

  /// Lets the clocks of nodes go too fast or too slow. Each clock that does is one fault.
  ///
  /// The speed of a clock is decided when its node starts, and stays. A timer of a clock that goes at the speed 0.8 takes
  /// 1 / 0.8 of its time.
  ///
  /// ```swift
  /// .skewingClocks(of: .alice, .bob, rates: [0.8, 1.25])
  /// ```
  ///
  /// - Parameters:
  ///   - names: the nodes.
  ///   - rates: the wrong speeds; 1 is the right one.
  ///   - probability: the probability of each wrong speed, between 0 and 1.
  public func skewingClocks(
    of names: Subject.Name..., rates: [Double], probability: Double = 0.01
  ) -> ProtocolTest {
    var test = self
    let chance = test.checked(probability, "a wrong clock")
    if let wrong = rates.first(where: { !($0 > 0 && $0.isFinite) }) {
      test.misuses.append("the speed of a clock must be above 0, not \(wrong)")
    }
    if rates.count > 200 { test.misuses.append("a clock has at most 200 speeds") }
    for name in names {
      test.checkName(name)
      test.fieldFaults.skews[name] = .init(rates: rates, chance: chance)
    }
    return test
  }

  /// The probability of a fault; 0 if it is none, which is reported when the check begins.
  private mutating func checked(_ probability: Double, _ what: String) -> Probability {
    if let chance = Probability(probability) { return chance }
    misuses.append("the probability of \(what) must be between 0 and 1, not \(probability)")
    return .never
  }

  /// Notes a length of time that is impossible.
  private mutating func check(_ delay: Delay, _ what: String) {
    guard let impossibility = delay.impossibility else { return }
    misuses.append("there is no such time that \(what): \(impossibility)")
  }

  /// Notes a name that no node has.
  private mutating func checkName(_ name: Subject.Name) {
    if subject.names.contains(name) { return }
    misuses.append("the protocol has no node '\(ValueText.of(name))'")
  }
}
