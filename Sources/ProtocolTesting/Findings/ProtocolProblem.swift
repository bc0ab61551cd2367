/// Why a protocol could not be checked, or why a check has shown nothing.
public enum ProtocolProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A test says nothing that must hold.
  case noProperty
  /// Something must hold at the end, and no course that was followed has one.
  case neverEnds
  /// What was not followed to its end is more probable than is allowed.
  case residual(Double, allowed: Double)
  /// More states than allowed; what a trial shows of where they come from.
  case tooManyStates(limit: Int, hint: String)
  /// A latency has infinitely many values, and what else is under way may come first.
  case continuousLatency(String)
  /// A handler decides by how long something takes, or keeps it.
  case dependsOnDelay
  /// A course of events that was taken twice has ended in two ways.
  case notRepeatable(String)
  /// States that count as equal do not behave as equal.
  case unequal(String)
  /// A trial has more events than allowed.
  case endless(trial: Int, limit: Int, state: String)
  /// Branches that were never taken.
  case notCovered([String])
  /// A replay names what is never decided on its course.
  case noSuchDecision(String, onCourse: [String], place: String)
  /// A file of counterexamples that cannot be read or written.
  case file(String, reason: String)

  public var description: String {
    switch self {
    case .noProperty:
      "nothing is said that must hold: add .always(…), .never(…), .atTheEnd(…) or .eventually(…)"
    case .neverEnds:
      "no course comes to an end, so what must hold there proves nothing: say what holds .always(…), or must "
        + "come true .eventually(…)"
    case .residual(let residual, let allowed):
      "what may go on for ever was followed until it had probability \(residual) left, and \(allowed) is allowed: "
        + "allow at least that"
    case .tooManyStates(let limit, let hint):
      "there are more than \(limit) states. \(hint) Or allow more with limits.states."
    case .continuousLatency(let name):
      "the latency of \(name) has infinitely many values, and something else may come first: give it "
        + "finitely many (constant, empirical), let 'limits.discretisation' stand some for them, or take "
        + "samples"
    case .dependsOnDelay:
      "a participant decides by a delay that has infinitely many values: give it finitely many"
    case .notRepeatable(let what):
      "\(what). A participant's state holds a reference, or a handler reads what is not in the state: a "
        + "clock, a global, a random number. Keep everything in value types, and ask the surroundings for "
        + "what is open."
    case .unequal(let what):
      "\(what). '==' leaves out something that matters: compare all that a handler or a property reads "
        + "(the == that the compiler makes does)."
    case .endless(let trial, let limit, let state):
      "trial \(trial) has not ended after \(limit) events; its participants are then \(state). Let them give "
        + "up some time, or allow more with limits.events."
    case .notCovered(let branches):
      "nothing is broken, but " + ProtocolProblem.text(branches)
        + " never reached: this test proves nothing about "
        + (branches.count == 1 ? "it" : "them") + ". Let more go wrong, or let more be tried."
    case .noSuchDecision(let name, let course, let place):
      "\(place)'\(name)' is not decided on this course. "
        + (course.first { $0.hasPrefix(name) }.map { "Did you mean '\($0)'? " } ?? "")
        + (course.isEmpty
          ? "Nothing is." : "What was: " + course.joined(separator: "; ") + ".")
    case .file(let path, let reason):
      "\(path): \(reason)"
    }
  }

  private static func text(_ branches: [String]) -> String {
    let names = branches.map { "'\(BranchName.text($0))'" }.joined(separator: ", ")
    return branches.count == 1 ? "the branch \(names) was" : "the branches \(names) were"
  }
}

/// A case's name as words: "keyAlreadyKnown" is "key already known".
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
