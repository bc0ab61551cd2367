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

  @Test func aTestWithoutAPropertyIsAnError() {
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
    #expect(found.description.contains("could not be evaluated: Reason()"))
  }

  /// A node that asks for what cannot be.
  struct Mistaken: NodeProtocol {
    enum Mistake { case sendsToItself, sendsToAStranger, failsTooOften, isAlone, isTwice }
    enum Message: Hashable { case hello }
    var mistake: Mistake
    var names: [Int] { mistake == .isTwice ? [1, 1] : mistake == .isAlone ? [] : [1, 2] }
    func initialState(of name: Int) -> Int { 0 }
    func received(
      _ message: Message, from sender: Int, at name: Int, state: inout Int,
      in context: inout some Context<Self>
    ) {}
    func started(_ name: Int, state: inout Int, in context: inout some Context<Self>) {
      switch mistake {
      case .sendsToItself: context.send(.hello, to: name)
      case .sendsToAStranger: context.send(.hello, to: 7)
      case .failsTooOften: state = context.fails("fails", probability: 2) ? 1 : 0
      case .isAlone, .isTwice: break
      }
    }
  }

  @Test(arguments: [
    (Mistaken.Mistake.sendsToItself, "1 sends hello to itself"),
    (.sendsToAStranger, "1 sends hello to 7, which is not one of the protocol's 'names'"),
    (.failsTooOften, "the probability of 'fails' must be between 0 and 1, not 2.0"),
    (.isAlone, "a protocol has 1 to 200 nodes, not 0"),
    (.isTwice, "two nodes of the protocol have the same name"),
  ])
  func whatCannotBeIsAnErrorByEveryMethod(mistake: Mistaken.Mistake, text: String) {
    let test = ProtocolTest(Mistaken(mistake: mistake)).always("nothing") { _ in true }
    for method in [
      CheckMethod.faults(1), .anyFaults, .everyOrder(faults: 1), .exactly(atMost: 1), .samples(3),
    ] {
      #expect(problem { try test.check(method) }.contains(text), "\(method)")
    }
    #expect(problem { try test.replay("") }.contains(text))
    #expect(problem { _ = try test.compare(with: test, trials: 2) }.contains(text))
  }

  @Test func aTransportThatCannotBeIsAnError() {
    func text(_ transport: Transport) -> String {
      let test = ProtocolTest(Payment(), over: transport).always("nothing") { _ in true }
      return problem { try test.check(.faults(1)) }
    }
    #expect(
      text(.lossy(loss: 1.5)).contains(
        "from customer to bank: 'loss' must be between 0 and 1, not 1.5"))
    #expect(text(.faulty(duplication: -1)).contains("'duplication' must be between 0 and 1"))
    #expect(text(.faulty(delayedLatency: [])).contains("a delayed message needs a latency"))
  }
}
