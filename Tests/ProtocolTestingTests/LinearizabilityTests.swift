import ProtocolTesting
import Testing

/// Histories that nodes record, against a sequential specification.
@Suite struct LinearizabilityTests {
  /// A register that reads and writes.
  struct Register: SequentialSpecification {
    enum Call: Hashable, Sendable {
      case read
      case write(Int)
    }
    var value = 0
    mutating func apply(_ call: Call) -> Int {
      if case .write(let new) = call { value = new }
      return value
    }
  }

  /// One step of a history: a client begins an operation, or gets its answer.
  enum Step: Hashable, Sendable {
    case begins(Int, Register.Call)
    case ends(Int, Int)
  }

  /// Clients that take the steps of a history, one step in 10 ms.
  struct Telling: NodeProtocol {
    typealias Specification = Register
    enum Message: Hashable {}
    let names = [0, 1, 2]
    var history: [Step]

    func initialState(of name: Int) -> Int { 0 }
    func started(_ name: Int, state: inout Int, in context: inout some Context<Self>) {
      for (number, step) in history.enumerated() where client(of: step) == name {
        context.set(number, after: .milliseconds(Int64(10 * number + 10)))
      }
    }
    func received(
      _ message: Message, from sender: Int, at name: Int, state: inout Int,
      in context: inout some Context<Self>
    ) {}
    func timerFired(
      _ timer: Int, at name: Int, state: inout Int, in context: inout some Context<Self>
    ) {
      switch history[timer] {
      case .begins(_, let call): context.invoke(call)
      case .ends(_, let answer): context.respond(answer)
      }
    }
    private func client(of step: Step) -> Int {
      switch step {
      case .begins(let client, _), .ends(let client, _): client
      }
    }
  }

  private func isLinearizable(_ history: [Step]) throws -> Bool {
    do {
      try ProtocolTest(Telling(history: history)).linearizable(against: Register())
        .check(.samples(1))
      return true
    } catch let found as Counterexample {
      #expect(found.property == "always: linearizable as Register")
      return false
    }
  }

  @Test func historiesAreJudgedAsHerlihyAndWingSay() throws {
    // One after the other.
    let write: [Step] = [.begins(0, .write(1)), .ends(0, 1)]
    #expect(try isLinearizable(write + [.begins(1, .read), .ends(1, 1)]))
    #expect(try !isLinearizable(write + [.begins(1, .read), .ends(1, 0)]))
    // A read at the same time as a write may find either value.
    for value in 0...1 {
      #expect(
        try isLinearizable([
          .begins(0, .write(1)), .begins(1, .read), .ends(1, value), .ends(0, 1),
        ]))
    }
    // But the second read must not find an older one than the first.
    #expect(
      try !isLinearizable([
        .begins(0, .write(1)), .begins(1, .read), .ends(1, 1), .begins(1, .read), .ends(1, 0),
        .ends(0, 1),
      ]))
    // A write without an answer may have taken effect late, or not.
    let open: [Step] = [.begins(0, .write(1)), .begins(1, .read), .ends(1, 0), .begins(1, .read)]
    #expect(try isLinearizable(open + [.ends(1, 1)]))
    #expect(try isLinearizable(open + [.ends(1, 0)]))
    #expect(try !isLinearizable(open + [.ends(1, 2)]))
    // One that was given up takes effect after the next operation of the same client.
    #expect(
      try isLinearizable([
        .begins(0, .write(1)), .begins(0, .read), .ends(0, 0), .begins(1, .read), .ends(1, 1),
      ]))
  }

  /// All histories of three operations against the definition: some order of the operations, which respects those that
  /// are over before others begin, gives these answers.
  @Test func theMonitorAgreesWithTheDefinition() throws {
    var generator = Steps(seed: 11)
    var counts = (yes: 0, no: 0)
    for _ in 0..<150 {
      let history = generator.history()
      let expected = Self.isLinearizableByDefinition(history)
      #expect(try isLinearizable(history) == expected, "\(history)")
      if expected { counts.yes += 1 } else { counts.no += 1 }
    }
    #expect(counts.yes > 20 && counts.no > 20, "\(counts)")
  }

  private struct Steps {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    /// A history of up to six operations, of which some have no answer.
    mutating func history() -> [Step] {
      var steps: [Step] = []
      var open: Set<Int> = []
      var written = 0
      for _ in 0..<(6 + next(5)) {
        let client = next(3)
        if open.remove(client) != nil {
          let last = steps.last { if case .begins(client, _) = $0 { true } else { false } }
          if case .begins(_, .write(let value)) = last {
            steps.append(.ends(client, value))
          } else {
            steps.append(.ends(client, next(written + 1)))
          }
        } else {
          open.insert(client)
          if next(2) == 0 {
            written += 1
            steps.append(.begins(client, .write(written)))
          } else {
            steps.append(.begins(client, .read))
          }
        }
      }
      return steps
    }
  }

  private struct Operation {
    let call: Register.Call
    let begin: Int
    var end = Int.max
    var answer: Int?
  }

  private static func isLinearizableByDefinition(_ history: [Step]) -> Bool {
    var operations: [Operation] = []
    var current: [Int: Int] = [:]
    for (time, step) in history.enumerated() {
      switch step {
      case .begins(let client, let call):
        current[client] = operations.count
        operations.append(Operation(call: call, begin: time))
      case .ends(let client, let answer):
        guard let index = current[client] else { continue }
        operations[index].end = time
        operations[index].answer = answer
      }
    }
    return canFollow(Register(), operations)
  }

  /// Returns true if some operation that no other one precedes can be first, and the others can follow it.
  private static func canFollow(_ register: Register, _ operations: [Operation]) -> Bool {
    if operations.allSatisfy({ $0.answer == nil }) { return true }
    return operations.indices.contains { index in
      let first = operations[index]
      if operations.contains(where: { $0.end < first.begin }) { return false }
      var next = register
      let answer = next.apply(first.call)
      if let expected = first.answer, expected != answer { return false }
      var others = operations
      others.remove(at: index)
      return canFollow(next, others)
    }
  }
}
