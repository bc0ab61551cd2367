import ProtocolTesting
import Testing

/// A small protocol whose check is easy to get wrong, and what the check must say.
struct Answer: Sendable, CustomTestStringConvertible {
  let name: String
  /// The beginning of the right answer.
  let beginning: String
  /// Other parts of it.
  let parts: [String]
  /// Runs the check, and returns its report or its error.
  let text: @Sendable () -> String

  init<Subject: NodeProtocol>(
    _ name: String, _ test: ProtocolTest<Subject>, _ method: CheckMethod, _ beginning: String,
    _ parts: String...
  ) {
    self.name = "\(name), \(method)"
    self.beginning = beginning
    self.parts = parts
    text = {
      do {
        return try test.check(method).description
      } catch {
        return "\(error)"
      }
    }
  }

  var testDescription: String { name }

  static let all: [Answer] = orders + hidden + named + odd + endless

  private static let orders: [Answer] = [
    Answer(
      "set order", SetOrder.test, .faults(2), "'started' at boss depends on the order in which",
      "the Set 'peers' of the protocol's parameters"),
    Answer(
      "set history", SetHistory.test, .faults(2), "'received' at server",
      "the Set 'got' of the node's state"),
    Answer(
      "tie", Tie.test(.lossy()), .faults(0), "holds with up to 0 faults",
      "several events come at the same instant"),
    Answer(
      "tie", Tie.test(.lossy()), .everyOrder(faults: 0),
      "never: bob is first: broken without any fault", "is number 2 of its instant"),
    Answer(
      "tie with a range", Tie.test(.lossy(latency: .milliseconds(9) ... .milliseconds(10))),
      .samples(100), "never: bob is first: broken without any fault"),
    Answer(
      "careless lock", Redlock.test(isCareful: false), .faults(0), "holds with",
      "one order was tried"),
    Answer(
      "careless lock", Redlock.test(isCareful: false), .everyOrder(faults: 0),
      "never: two holders: broken without any fault"),
    Answer(
      "careless lock with a range",
      Redlock.test(isCareful: false, over: Redlock.ranges),
      .samples(1_000), "never: two holders: broken without any fault"),
    Answer(
      "careful lock", Redlock.test(isCareful: true), .everyOrder(faults: nil),
      "holds in every order with any number of faults"),
    Answer(
      "careful lock with a range",
      Redlock.test(isCareful: true, over: Redlock.ranges),
      .everyOrder(faults: 0), "holds in every order"),
  ]

  private static let hidden: [Answer] = [
    Answer(
      "reference", Reference.test, .faults(1), "'received' at server, with the message add,",
      "The state of a node holds a reference"),
    Answer(
      "randomness", Randomness.test, .faults(1), "'received' at server, with the message add,",
      "a random number"),
    Answer(
      "global", Global.test, .faults(1), "'received' at server, with the message add,",
      "a global variable"),
    Answer(
      "unequal", Unequal.test, .faults(3),
      "two states are equal by '==', and differ: server misses",
      "the == that the compiler makes does"),
    Answer(
      "telepathy", Telepathy.test, .faults(0),
      "always: the client knows of its charge: broken without any fault"),
  ]

  private static let named: [Answer] = [
    Answer(
      "asked twice", AskedTwice.test, .faults(3), "never: only the second fails: broken by 1 fault",
      "1. client does not write (at its 2nd chance)", "client does not write #2"),
    Answer(
      "asked twice, messages", AskedTwice.messages, .faults(3),
      "at the end: two come, or all or none: broken by 2 faults"),
    Answer("forty", Forty.test(40), .faults(1), "holds with up to 1 fault"),
    Answer(
      "forty, broken", Forty.broken, .faults(1), "never: 8 is heard before 7: broken by 1 fault",
      "31 of 40 nodes, which have no part in it"),
    Answer("growing", Growing.test, .anyFaults, "holds with any number of faults"),
    Answer(
      "dual", Dual.test(isAtomic: false), .faults(2), "never: charged twice: broken by 1 fault",
      "1. server crashes between the charge and the key"),
    Answer("dual, atomic", Dual.test(isAtomic: true), .anyFaults, "holds with any number"),
  ]

  private static let odd: [Answer] = [
    Answer("to itself", Odd.test(.itself), .faults(1), "ann sends hello to itself"),
    Answer(
      "huge", Odd.test(.huge), .faults(1),
      "ann sets the timer long after a time that cannot be: it is longer than 100 years"),
    Answer(
      "long", Odd.test(.long), .faults(1),
      "ann sets the timer long after a time that cannot be: it is longer than 100 years"),
    Answer(
      "negative", Odd.test(.negative), .faults(1),
      "ann sets the timer long after a time that cannot be: -1000ms is negative"),
    Answer(
      "nothing to choose", Odd.test(.nothing), .faults(1),
      "ann chooses 'drift' among 0 values. A choice needs 1 to 65,536"),
    Answer("zero", Odd.test(.zero), .anyFaults, "holds with any number of faults"),
    Answer("zero, at the end", Odd.end(.zero), .faults(0), "some executions never end"),
    Answer(
      "grows", Odd.test(.grows), .faults(0), "there are more than 1000 states", "ann: ",
      "Or take .samples"),
    Answer("longest", Odd.end(.longest), .faults(1), "holds with any number of faults"),
    Answer(
      "longest", Odd.end(.longest), .samples(10),
      "trial 0 goes on for more than 292 years", "ann: "),
  ]

  private static let endless: [Answer] = [
    Answer(
      "stuck", ProtocolTest(SomeEnd()).never("the server is stuck") { $0[.server].isStuck },
      .exactly(atMost: 0.02), "holds: broken with probability 0.0101"),
    Answer(
      "round",
      ProtocolTest(PingPong(), over: .reliable()).eventually("something good") { _ in false },
      .everyOrder(faults: 0), "eventually: something good: broken without any fault", "for ever"),
    Answer(
      "round, lossy", ProtocolTest(PingPong()).eventually("something good") { _ in false },
      .everyOrder(faults: 1), "eventually: something good: broken without any fault"),
    Answer(
      "some end",
      ProtocolTest(SomeEnd()).atTheEnd("it is done") {
        $0[.client].isDone && !$0[.server].isStuck
      }, .anyFaults, "some executions never end", "1. server gets stuck"),
    Answer(
      "some end", ProtocolTest(SomeEnd()).eventually("it is done") { $0[.client].isDone },
      .everyOrder(faults: 2), "eventually: it is done: broken by 1 fault"),
  ]
}
