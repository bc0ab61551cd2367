import ProtocolTesting
import Testing

/// What cannot be done is an error with its place and a remedy, and no trap, by every method.
@Suite struct MisuseTests {
  struct Mistaken: NodeProtocol {
    enum Mistake: Sendable {
      case negative, endless, overflows, negativeRange
      case choosesNothing, choosesTooMuch
      case respondsFirst, respondsTwice
      case none
    }
    struct Counter: SequentialSpecification {
      var value = 0
      mutating func apply(_ call: Int) -> Int {
        value += call
        return value
      }
    }
    enum Name: CaseIterable { case ann, bob }
    enum Message: Hashable { case hello }
    enum Timer: Hashable { case nap }
    typealias Specification = Counter
    var mistake: Mistake

    func initialState(of name: Name) -> Int { 0 }
    func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
      if name == .ann { context.send(.hello, to: .bob) }
    }
    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout Int,
      in context: inout some Context<Self>
    ) {
      switch mistake {
      case .negative: context.set(.nap, after: .milliseconds(-5))
      case .endless: context.set(.nap, after: .seconds(4_000_000_000))
      case .overflows: context.set(.nap, after: .seconds(.max))
      case .negativeRange: context.set(.nap, after: .milliseconds(-5) ... .milliseconds(5))
      case .choosesNothing: state = context.choose("number", among: [])
      case .choosesTooMuch: state = context.choose("number", among: Array(0...65_536))
      case .respondsFirst: context.respond(1)
      case .respondsTwice:
        context.invoke(1)
        context.respond(1)
        context.respond(1)
      case .none: break
      }
    }
    func timerFired(
      _ timer: Timer, at name: Name, state: inout Int, in context: inout some Context<Self>
    ) {}
  }

  private static let methods: [CheckMethod] = [
    .faults(1), .anyFaults, .everyOrder(faults: 1), .exactly(atMost: 1), .samples(3),
  ]

  private func problem(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "none"
    } catch let problem as ProtocolTestError {
      return problem.description
    } catch {
      return "another: \(error)"
    }
  }

  @Test(arguments: [
    (
      Mistaken.Mistake.negative,
      "bob sets the timer nap after a time that cannot be: -5ms is negative"
    ),
    (.endless, "bob sets the timer nap after a time that cannot be: it is longer than 100 years"),
    (.overflows, "bob sets the timer nap after a time that cannot be: it is longer than 100 years"),
    (.negativeRange, "bob sets the timer nap after a time that cannot be: -5ms is negative"),
    (.choosesNothing, "bob chooses 'number' among 0 values. A choice needs 1 to 65,536"),
    (.choosesTooMuch, "bob chooses 'number' among 65537 values"),
    (.respondsFirst, "bob responds 1, and no operation of it has begun"),
    (.respondsTwice, "bob responds 1, and no operation of it has begun"),
  ])
  func aHandlerThatCannotGoOnIsNamed(mistake: Mistaken.Mistake, text: String) {
    for isCaught in [false, true] {
      var test = ProtocolTest(Mistaken(mistake: mistake))
        .linearizable(against: Mistaken.Counter())
      if isCaught { test = test.catchingTraps() }
      for method in Self.methods {
        let found = problem { try test.check(method) }
        #expect(found.hasPrefix(text), "\(method)")
      }
      #expect(problem { try test.replay("") }.hasPrefix(text))
      #expect(problem { _ = try test.compare(with: test, trials: 2) }.hasPrefix(text))
    }
  }

  @Test func aPropertyMayReadOnlyNodesThatExist() {
    let test = ProtocolTest(ChartTests.Calling(count: 3)).never("7 is called") { !$0[7].isEmpty }
    for method in Self.methods {
      #expect(
        problem { try test.check(method) }.hasPrefix(
          "a property reads the state of 7, which is not one of the protocol's 'names'"),
        "\(method)")
    }
  }

  @Test func impossibleParametersOfATestAreNamed() {
    let test = ProtocolTest(Mistaken(mistake: .none)).always("nothing") { _ in true }
    func text(_ transport: Transport) -> String {
      let test = ProtocolTest(Mistaken(mistake: .none), over: transport).always("nothing") { _ in
        true
      }
      return problem { try test.check(.faults(1)) }
    }
    #expect(
      text(.lossy(latency: .milliseconds(-1))).hasPrefix(
        "the transport from ann to bob: there is no such latency: -1ms is negative"))
    #expect(text(.faulty(delayedLatency: [.milliseconds(5), .seconds(-1)])).contains("-1000ms is"))
    #expect(text(.asynchronous(upTo: .seconds(.max))).contains("longer than 100 years"))
    #expect(
      problem { try test.crashing(.ann, downFor: .seconds(-2)).check(.faults(0)) }.contains(
        "a node is down for: -2000ms is negative"))
    #expect(
      problem { try test.partitioning(.ann, healsAfter: .seconds(-2)).check(.faults(0)) }.contains(
        "a partition heals after: -2000ms is negative"))
    for (method, part) in [
      (CheckMethod.faults(-1), "the number of faults is at least 0, not -1"),
      (.everyOrder(faults: -1), "the number of faults is at least 0, not -1"),
      (.exactly(atMost: 1.5), "between 0 and 1, not 1.5"),
      (.exactly(atMost: .nan), "between 0 and 1, not nan"),
      (.samples(0), "at least 1 trial is needed, not 0"),
    ] {
      #expect(problem { try test.check(method) }.contains(part))
    }
    #expect(problem { _ = try test.compare(with: test, trials: -1) }.contains("at least 1 trial"))
    var limited = test
    limited.limits.events = -1
    #expect(problem { try limited.check(.samples(1)) }.contains("at least 0 events"))
  }
}
