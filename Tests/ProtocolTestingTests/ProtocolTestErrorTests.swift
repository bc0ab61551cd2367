import ProtocolTesting
import Synchronization
import Testing

/// Every reason against a check has a clear message.
@Suite struct ProtocolTestErrorTests {
  private func problem(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "none"
    } catch let problem as ProtocolTestError {
      return problem.description
    } catch {
      return "\(error)"
    }
  }

  @Test func aBranchThatIsNeverTakenProvesNothing() {
    let test = ProtocolTest(Payment(hasKey: true)).never("charged twice") { $0[.bank].charges > 1 }
    let text = problem { try test.check(.faults(0)) }
    #expect(text.contains("the branch 'key is known' was never reached: this test proves nothing"))
    #expect(problem { try test.check(.samples(2)) } == text)
    #expect(problem { try test.check(.exactly(atMost: 1)) } == "none")
    #expect(problem { try test.check(.faults(1)) } == "none")
    #expect(problem { try test.ignoringCoverage().check(.faults(0)) } == "none")
  }

  @Test func aTestMustSaySomething() {
    #expect(problem { try ProtocolTest(Payment()).check(.faults(1)) }.contains("add .always(…)"))
  }

  @Test func moreStatesThanAllowedComeWithAHint() {
    var counting = Asking.test(Asking(counts: true))
    counting.limits.states = 1_000
    let text = problem { try counting.check(.anyFaults) }
    #expect(text.contains("more than 1000 states") && text.contains("asked: "))
    var lost = Asking.test(Asking(counts: true), over: .lossy(loss: 1))
    lost.limits.states = 1_000
    lost.limits.events = 500
    let endless = problem { try lost.check(.anyFaults) }
    #expect(
      endless.contains("has not ended after 500 events") && endless.contains("asked: "),
      "\(endless)")
    let sampled = problem { try lost.check(.samples(10)) }
    #expect(sampled.contains("trial 0 has not ended after 500 events"), "\(sampled)")
  }

  @Test func aContinuousLatencyNeedsAnApproximation() throws {
    var transport = Transport.lossy()
    transport.link.latency = .exponential(mean: .milliseconds(20))
    var test = ProtocolTest(Payment(hasKey: true), over: transport)
      .never("charged twice") { $0[.bank].charges > 1 }
    let text = problem { try test.check(.faults(1)) }
    #expect(text.contains("messages from customer to bank has infinitely many values"), "\(text)")
    test.limits.discretisation = 3
    let report = try test.check(.faults(1))
    #expect(report.isApproximate && report.description.contains("≈"))
    try test.check(.samples(500))
    // Every order needs none.
    let proof = try test.check(.everyOrder(faults: nil))
    #expect(!proof.isApproximate && proof.isForAnyFaults)
    #expect(proof.description.contains("holds in every order with any number of faults"))
    let eventually = Asking.test(Asking(most: 2), over: transport)
    #expect(problem { try eventually.check(.everyOrder(faults: 2)) }.contains("broken by 2 faults"))
    #expect(problem { try eventually.check(.everyOrder(faults: 1)) } == "none")
  }

  /// A count that is kept behind a reference is one for all states.
  @Test func aReferenceInTheStateIsDetected() {
    final class Count: Sendable { let value = Mutex(0) }
    struct Hiding: NodeProtocol {
      enum Name: CaseIterable { case sender, receiver }
      enum Message: Hashable { case hello }
      struct NodeState: Hashable {
        let count: Count
        var isTwo = false

        static func == (one: Self, other: Self) -> Bool { one.isTwo == other.isTwo }
        func hash(into hasher: inout Hasher) { hasher.combine(isTwo) }
      }
      let count: Count

      func initialState(of name: Name) -> NodeState { NodeState(count: count) }

      func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
        if name == .sender { context.send(.hello, to: .receiver) }
      }
      func received(
        _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
        in context: inout some Context<Self>
      ) {
        state.isTwo = state.count.value.withLock {
          $0 += 1
          return $0 == 2
        }
      }
    }
    let test = ProtocolTest(Hiding(count: Count())).never("two") { $0[.receiver].isTwo }
    // The first execution leaves one behind, so that the next one finds two.
    var texts = ""
    for _ in 0..<3 { texts += problem { try test.check(.faults(1)) } }
    #expect(texts.contains("a reference"), "\(texts)")
  }

  @Test func anEqualityThatIgnoresAFieldIsDetected() throws {
    struct Lying: NodeProtocol {
      typealias Name = Payment.Name
      typealias Message = Payment.Message
      typealias Timer = Payment.Timer
      struct NodeState: Hashable {
        var payment = Payment.NodeState()

        static func == (one: Self, other: Self) -> Bool {
          one.payment.isConfirmed == other.payment.isConfirmed
        }
        func hash(into hasher: inout Hasher) { hasher.combine(payment.isConfirmed) }
      }

      func initialState(of name: Name) -> NodeState { NodeState() }

      func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
        guard name == .customer else { return }
        context.send(.pay, to: .bank)
        context.set(.patience, after: .milliseconds(200))
      }
      func received(
        _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
        in context: inout some Context<Self>
      ) {
        switch message {
        case .pay:
          state.payment.charges += 1
          context.send(.paid, to: .customer)
        case .paid: state.payment.isConfirmed = true
        }
      }
      func timerFired(
        _ timer: Timer, at name: Name, state: inout NodeState,
        in context: inout some Context<Self>
      ) {
        if !state.payment.isConfirmed { context.send(.pay, to: .bank) }
      }
    }
    let test = ProtocolTest(Lying(), over: .faulty()).atTheEnd("at most two charges") {
      $0[.bank].payment.charges < 3
    }
    let text = problem { try test.check(.faults(3)) }
    #expect(text.contains("'==' leaves out something that matters"), "\(text)")
  }

  @Test func aPropertyMayThrow() throws {
    struct Reason: Error {}
    let test = ProtocolTest(Payment()).ignoringCoverage()
      .always("it can be asked") {
        if $0[.bank].charges > 1 { throw Reason() }
        return true
      }
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(1)) }
    #expect(found.description.contains("could not be asked: Reason()"))
  }

  @Test func aTrappingPropertyIsNamedOnRequest() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      TrapReporter.install()
      try ProtocolTest(Payment()).ignoringCoverage()
        .always("a property that traps") {
          precondition($0[.bank].charges < 2)
          return true
        }
        .check(.faults(1))
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text.contains("error: a property trapped while it was asked about the participants"))
    #expect(text.contains("always: a property that traps"))
  }

  /// The library installs no signal handlers unless a test asks for them.
  @Test func aTrappingPropertyIsNotReportedUnasked() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      try ProtocolTest(Payment()).ignoringCoverage()
        .always("a property that traps") { _ in preconditionFailure() }
        .check(.faults(1))
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(!text.contains("a property trapped"))
  }

  @Test func aNodeThatSendsToItselfIsTold() async throws {
    struct Talking: NodeProtocol {
      enum Name: CaseIterable { case only }
      enum Message: Hashable { case hello }
      func initialState(of name: Name) -> Int { 0 }
      func received(
        _ message: Message, from sender: Name, at name: Name, state: inout Int,
        in context: inout some Context<Self>
      ) {}
      func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
        context.send(.hello, to: .only)
      }
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      try ProtocolTest(Talking()).always("nothing") { _ in true }.check(.faults(0))
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text.contains("a node cannot send a message to itself"))
  }
}
