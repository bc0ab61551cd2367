import EndToEnd
import ModelFiles
import Reports
import Simulation
import Study
import Text

/// The reason why the program ends without the output that it was asked for.
struct Failure: Error {
  /// The fault, its place and its remedy; one or more whole lines.
  let message: String
  /// The status with which the process ends.
  let status: ExitStatus

  /// The command line or a model is wrong.
  static func usage(_ message: String) -> Failure {
    Failure(message: "error: " + message, status: .usage)
  }

  /// A limit was reached before there was an answer.
  static func undecided(_ message: String) -> Failure {
    Failure(message: "error: " + message, status: .undecided)
  }

  /// A file could not be read or written.
  static func file(_ message: String) -> Failure {
    Failure(message: "error: " + message, status: .file)
  }
}

/// The exit status of the program.
enum ExitStatus: Int32, CaseIterable {
  /// The work is done.
  case success = 0
  /// `check` has found that a promise of the model is broken.
  case violated = 1
  /// The command line, or the model, is wrong.
  case usage = 2
  /// A file cannot be read or written.
  case file = 3
  /// A limit, of time for example, came before the answer.
  case undecided = 4
  /// A signal ended the work; what is finished is kept.
  case interrupted = 130

  /// The meaning, as a sentence of the manual.
  var meaning: String {
    switch self {
    case .success: "Success."
    case .violated: "A property that the model states is violated (check)."
    case .usage: "The command line or a model is wrong."
    case .file: "A file could not be read or written."
    case .undecided: "Undecided: a limit was reached before there was an answer."
    case .interrupted: "Interrupted; what was finished is reported first (143 after SIGTERM)."
    }
  }
}

extension Failure {
  /// A plan has no result.
  static func study(_ error: StudyError) -> Failure {
    let message = SanitizedText.visible(error.description)
    switch error {
    case .limit(.events, _): return .undecided(message + " with --limit-events")
    case .limit(.inFlight, _): return .undecided(message + " with --limit-in-flight")
    case .limit: return .undecided(message)
    case .exploration(let problem, let strategy):
      return .exploration(
        problem, strategy: strategy,
        remedy: problem.remedy(
          fewerStates: "leave out what is improbable with --limit-mass", isSampled: true))
    case .interrupted: return Failure(message: "interrupted", status: .interrupted)
    case .nothingMeasured, .nothingToBias, .unknownStrategy: return .usage(message)
    case .needsSingleOperations: return .usage("--" + message)
    case .unknownOrder: return .usage("--best " + message)
    }
  }

  /// A strategy could not be explored: undecided at a limit, or else a fault of the command line or the model.
  static func exploration(
    _ problem: ExplorationError, strategy: String, remedy: String
  ) -> Failure {
    let message = "strategy '\(SanitizedText.visible(strategy))': " + remedy
    switch problem {
    case .states, .memory, .unbalanced, .stopped: return .undecided(message)
    case .continuousDelay, .dependsOnDelay, .notRepeatable: return .usage(message)
    }
  }
}
