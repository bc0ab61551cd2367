/// The reason why a protocol could not be checked, or why a check has shown nothing.
public enum ProtocolTestError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A test has no property.
  case noProperty
  /// A property must hold at the end, and some executions have none; `shown` is one of them.
  case neverEnds(probability: Double?, shown: String)
  /// A property is broken, and no execution that breaks it was found within the limits.
  case brokenWithoutExample(String, String)
  /// A property that must be satisfied eventually was neither proved nor broken in every order.
  case undecided(String)
  /// The executions that were not followed to their end have a larger probability than allowed.
  case residual(Double, allowed: Double)
  /// The protocol has more states than allowed; `hint` describes a long execution.
  case tooManyStates(limit: Int, hint: String)
  /// The states of the protocol take more memory than allowed, in bytes; `hint` describes a long execution.
  case tooMuchMemory(limit: Int, hint: String)
  /// The probabilities of all endings do not add up to 1: a fault of this library.
  case unbalanced(Double)
  /// A latency, or the time of a timer, has infinitely many values, and other events may come before or after it.
  case continuousLatency(String)
  /// A handler decides by a delay, or keeps it in the state of its node.
  case dependsOnDelay
  /// An execution that was run twice ended in two ways.
  case notRepeatable(String)
  /// A handler or a property depends on the order in which a set or dictionary lists its elements.
  case dependsOnHashOrder(what: String, container: String)
  /// The test or a handler asks for something impossible: a message to itself, a probability of 2.
  case misuse(String)
  /// A handler or a property traps, and the execution that leads there was not found.
  case trap(String)
  /// States that compare as equal behave differently.
  case unequal(String)
  /// A trial has more events than allowed.
  case endless(trial: Int, limit: Int, state: String)
  /// A trial reaches the end of virtual time, 292 years after its start.
  case timeEnds(trial: Int, state: String)
  /// Branches that were never reached.
  case notCovered([String])
  /// A replay names a decision that is not made in its execution.
  case noSuchDecision(String, open: [String], place: String)
  /// A regression file that cannot be read or written.
  case file(String, reason: String)

  /// The reason with its place, and a remedy.
  public var description: String {
    switch self {
    case .noProperty:
      "the test has no property: add .always(…), .never(…), .atTheEnd(…) or .eventually(…)"
    case .neverEnds(let probability, let shown):
      "some executions never end"
        + (probability.map { ", with probability \(ProbabilityText.text($0))" } ?? "")
        + ", and a property at the end proves nothing about them: say what holds .always(…), or what must be satisfied "
        + ".eventually(…), or allow them with .ignoringEndlessExecutions()."
        + (shown.isEmpty ? "" : " One of them:\n" + shown)
    case .brokenWithoutExample(let property, let note):
      "\(property): \(note). No execution that breaks it was found within limits.states: look for one with "
        + ".samples, or allow more states"
    case .undecided(let property):
      "'\(property)' is neither proved nor broken in every order: states repeat without it, but no times of their events "
        + "were found that repeat. Check .faults(…), where messages take their latency, or take .samples"
    case .residual(let residual, let allowed):
      "executions were followed until they had probability \(residual) left, and \(allowed) is allowed: "
        + "allow at least that"
    case .tooManyStates(let limit, let hint):
      "there are more than \(limit) states. \(hint) Or take .samples, which need no states, or allow more with "
        + "limits.states."
    case .tooMuchMemory(let limit, let hint):
      "the states take more than \(limit / 1_000_000) MB. \(hint)"
    case .unbalanced(let total):
      "the probabilities of all endings add up to \(total) and not to 1: a fault of this library, which is worth a "
        + "report"
    case .continuousLatency(let name):
      "\(name) has infinitely many values, and something else may come first: give it "
        + "finitely many (constant, empirical), approximate it with 'limits.discretisation', check "
        + ".everyOrder(faults:), or take .samples"
    case .dependsOnDelay:
      "a handler decides by a delay that has infinitely many values: give it finitely many"
    case .notRepeatable(let what):
      "\(what). The state of a node holds a reference, or a handler reads what is not in the state: a "
        + "clock, a global variable, a random number, the order of a set that it has made. Keep everything in "
        + "value types, sort sets, and ask the context for every choice."
    case .dependsOnHashOrder(let what, let container):
      "\(what) depends on the order in which \(container) lists its elements, and that order differs from "
        + "process to process: iterate over its elements in a fixed order (.sorted()), or keep an array."
    case .misuse(let what): what + "."
    case .trap(let what):
      "\(what) traps. The execution that leads there was not found within the limits: check it with fewer "
        + "faults, or with samples."
    case .unequal(let what):
      "\(what). '==' leaves out something that matters: compare everything that a handler or a property reads "
        + "(the == that the compiler makes does)."
    case .endless(let trial, let limit, let state):
      "trial \(trial) has not ended after \(limit) events; its nodes are then \(state). Let them give "
        + "up at some time, or allow more with limits.events."
    case .timeEnds(let trial, let state):
      "trial \(trial) goes on for more than 292 years, the longest time of a trial; its nodes are then \(state). Set "
        + "shorter timers, or check .faults(…), which needs no clock."
    case .notCovered(let branches):
      "nothing is broken, but " + ProtocolTestError.text(branches)
        + " never reached: this test proves nothing about "
        + (branches.count == 1 ? "it" : "them") + ". Allow more faults, or take more samples."
    case .noSuchDecision(let name, let open, let place):
      "\(place)'\(name)' is not decided on this course. "
        + (open.first { $0.hasPrefix(name) }.map { "Did you mean '\($0)'? " } ?? "")
        + (open.isEmpty ? "Nothing is." : "What was: " + open.joined(separator: "; ") + ".")
    case .file(let path, let reason):
      "\(path): \(reason)"
    }
  }

  /// The branches that were not reached, in words.
  private static func text(_ branches: [String]) -> String {
    let names = branches.map { "'\(BranchName.text($0))'" }.joined(separator: ", ")
    return branches.count == 1 ? "the branch \(names) was" : "the branches \(names) were"
  }
}

/// The name of a case in words: "keyAlreadyKnown" becomes "key already known".
enum BranchName {
  static func text(_ name: String) -> String {
    var words = ""
    for character in name {
      if character.isUppercase, !words.isEmpty, words.last != " " { words += " " }
      words += character.lowercased()
    }
    return words
  }
}
