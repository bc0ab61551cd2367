import ProtocolTesting
import Testing

/// A handler that depends on the order of a set or a dictionary is an error, which names both.
@Suite struct HashOrderTests {
  /// A boss greets workers, whom it keeps in a container, and notes who answers first.
  struct Greeting: NodeProtocol {
    enum Name: CaseIterable, Comparable { case boss, ann, bob, cid, dan }
    enum Message: Hashable {
      case hello, answer
      case all(Set<Int>)
    }
    enum Place { case parameters, state, message, handler, property, nowhere }
    enum Memory: Hashable {
      case none
      case list([Set<Int>])
      case table([Int: String])
      case tagged(Set<Int>, UInt8)
    }
    struct NodeState: Hashable {
      var known: Set<Int> = []
      var memory = Memory.none
      var first: Name?
      var number: Int?
    }

    var place: Place
    var workers: Set<Name> = [.ann, .bob, .cid, .dan]
    var kind = 0

    func initialState(of name: Name) -> NodeState { NodeState() }

    func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
      guard name == .boss else { return }
      switch place {
      case .parameters: for worker in workers { context.send(.hello, to: worker) }
      case .handler: for worker in Set(Name.allCases[1...]) { context.send(.hello, to: worker) }
      case .state:
        switch kind {
        case 0: state.memory = .list([[1, 2, 3], []])
        case 1: state.memory = .table([1: "one", 2: "two", 3: "three"])
        default: state.memory = .tagged([1, 2, 3], 7)
        }
        context.send(.hello, to: .ann)
      case .message: context.send(.all([1, 2, 3]), to: .ann)
      case .property, .nowhere:
        state.known = [1, 2, 3]
        for worker in workers.sorted() { context.send(.hello, to: worker) }
      }
    }

    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
      in context: inout some Context<Self>
    ) {
      switch message {
      case .hello: context.send(.answer, to: sender)
      case .answer:
        state.first = state.first ?? sender
        switch state.memory {
        case .none: break
        case .list(let sets): state.number = sets[0].first
        case .table(let names): state.number = names.keys.first
        case .tagged(let set, _): state.number = set.first
        }
      case .all(let numbers): state.number = numbers.first
      }
    }
  }

  private func problem(_ greeting: Greeting, _ method: CheckMethod) -> String {
    let test = ProtocolTest(greeting, over: .lossy()).never("it is so") {
      greeting.place == .property ? $0[.boss].known.first == 9 : $0[.boss].first == .boss
    }
    do {
      return try test.check(method).description
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    CheckMethod.faults(1), .anyFaults, .everyOrder(faults: 1), .exactly(atMost: 1), .samples(20),
  ])
  func aSetAmongTheParametersIsNamed(method: CheckMethod) {
    let text = problem(Greeting(place: .parameters), method)
    #expect(
      text.hasPrefix(
        "'started' at boss depends on the order in which the Set 'workers' of the protocol's "
          + "parameters lists its elements"), "\(text)")
  }

  @Test(arguments: [
    (0, "the Set 'memory.list[…]' of the node's state"),
    (1, "the Dictionary 'memory.table' of the node's state"),
    (2, "the Set 'memory.tagged' of the node's state"),
  ])
  func aContainerInTheStateIsNamed(kind: Int, container: String) {
    let text = problem(Greeting(place: .state, kind: kind), .faults(1))
    #expect(text.hasPrefix("'received' at boss, with the message answer,"), "\(text)")
    #expect(text.contains(container), "\(text)")
  }

  @Test func aContainerInAMessageIsNamed() {
    let text = problem(Greeting(place: .message), .faults(1))
    #expect(text.contains("'received' at ann, with the message all({1, 2, 3}),"), "\(text)")
    #expect(text.contains("the Set 'all' of the message"), "\(text)")
  }

  @Test func aContainerThatAHandlerMakesIsFound() {
    let text = problem(Greeting(place: .handler), .faults(1))
    #expect(text.contains("'started' at boss does something else"), "\(text)")
    #expect(text.contains("the order of a set that it has made"), "\(text)")
  }

  /// The first element is compared with a number that is in no order the first, so the answer is always the same;
  /// with one that may be the first, it is not.
  @Test func aPropertyIsAuditedToo() throws {
    #expect(problem(Greeting(place: .property), .faults(1)).contains("holds with up to 1 fault"))
    for time in 0..<2 {
      let plain = ProtocolTest(Greeting(place: .property), over: .reliable())
      let test =
        time == 0
        ? plain.never("one is first") { $0[.boss].known.first == 1 }
        : plain.atTheEnd("one is first") { $0[.boss].known.first == 1 }
      let found = try #require(throws: ProtocolTestError.self) { try test.check(.faults(0)) }
      #expect(found.description.contains("one is first' depends on the order"))
      #expect(found.description.contains("the Set 'known' of a node's state"))
    }
  }

  @Test func aSortedSetIsNoError() {
    #expect(problem(Greeting(place: .nowhere), .faults(1)).contains("holds with up to 1 fault"))
  }

  /// A node that has no set before its second message.
  struct Late: NodeProtocol {
    enum Name: CaseIterable, Comparable { case ann, bob }
    struct NodeState: Hashable {
      var known: Set<Int>?
      var number = 0
    }

    func initialState(of name: Name) -> NodeState { NodeState() }

    func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
      if name == .ann { for number in 0..<3 { context.send(number, to: .bob) } }
    }

    func received(
      _ message: Int, from sender: Name, at name: Name, state: inout NodeState,
      in context: inout some Context<Self>
    ) {
      if let known = state.known { state.number = known.first ?? 0 }
      if message == 1 { state.known = [1, 2, 3] }
    }
  }

  @Test func aSetThatIsNotThereAtFirstIsFoundLater() throws {
    let test = ProtocolTest(Late(), over: .reliable()).never("it is so") { $0[.bob].number == 9 }
    let found = try #require(throws: ProtocolTestError.self) { try test.check(.faults(0)) }
    #expect(found.description.contains("the Set 'known' of the node's state"), "\(found)")
  }
}
