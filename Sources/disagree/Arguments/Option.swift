import EndToEnd
import Reports
import Statistics
import Study

/// An option of the command line.
struct Option: Sendable {
  /// With its two dashes.
  let name: String
  /// What stands for its value in the help; `nil` for an option without one.
  let value: String?
  /// What it does, in a few words; perhaps on several lines.
  let help: String
  /// Whether it may be given more than once.
  var isRepeatable = false
  /// What its value may be, if that is one of a few words.
  var words: [String] = []
  /// Whether its value is the name of a file.
  var takesFile = false

  static let strategy = Option(
    name: "--strategy", value: "NAME", help: "only this strategy (repeatable)", isRepeatable: true)
  static let oneStrategy = Option(
    name: "--strategy", value: "NAME", help: "the strategy (not needed if there is only one)")
  static let trials = Option(
    name: "--trials", value: "N",
    help:
      "operations for each strategy (default 1000000;\nrare: 262144, or 20480 where there are clients)"
  )
  static let method = Option(
    name: "--method", value: "METHOD",
    help:
      "sample (default); exact: all that may happen, with its\nprobability; or rare: faults made probable and weighed,\nfor what no sample shows",
    words: ["sample", "exact", "rare"])
  static let discretise = Option(
    name: "--discretise", value: "N",
    help:
      "exact: so many equally probable delays stand for each\ncontinuous latency (an approximation)"
  )
  static let limitStates = Option(
    name: "--limit-states", value: "N",
    help: "exact: states of a strategy (default 1000000)")
  static let faults = Option(
    name: "--faults", value: "K",
    help: "up to so many faults (default 3), or any: any number")
  static let verdict = Option(
    name: "--verdict", value: nil,
    help: "what can go wrong at all, by how few faults, and whether\nit is safe to retry")
  static let baseline = Option(
    name: "--baseline", value: "NAME",
    help: "the difference of every other strategy from this one,\non the same operations")
  static let precision = Option(
    name: "--precision", value: "P",
    help: "as many trials as it takes, at most --trials: 1% of\neach value, or ±0.01% for shares")
  static let measure = Option(
    name: "--measure", value: "NAME",
    help:
      "what --precision is for, by its name in the CSV\n(default disagree, lost, duplicate, unsure)",
    isRepeatable: true)
  static let plot = Option(
    name: "--plot", value: nil,
    help: "bars or curves below the table, as on a terminal")
  static let plain = Option(
    name: "--plain", value: nil, help: "--plot: nothing but ASCII")
  static let shard = Option(
    name: "--shard", value: "I/N",
    help: "only the I-th of N equal parts of the trials, or\nruns, as a file for disagree merge")
  static let resume = Option(
    name: "--resume", value: "FILE",
    help: "keep what is counted in this file, and go on from\nthere if the run was cut short",
    takesFile: true)
  static let mergedFormat = Option(
    name: "--format", value: "FORMAT",
    help: "table, csv, csv-long, json or markdown; or shard, of\nwhat there is, to be merged again",
    words: ReportFormat.allCases.map(\.rawValue) + ["shard"])
  static let sweepFormat = Option(
    name: "--format", value: "FORMAT",
    help: "table, csv, csv-long, json or markdown; or svg: the\ncurves alone, for a document",
    words: ReportFormat.allCases.map(\.rawValue) + ["svg"])
  static let verdictFaults = Option(
    name: "--faults", value: "K",
    help:
      "--verdict: where any number of faults has too many\nstates, up to so many (default 3)"
  )
  static let verdictFaultsOfPage = Option(
    name: "--faults", value: "K",
    help: "where any number of faults has too many states to try,\nup to so many (default 3)")
  static let order = Option(
    name: "--order", value: nil,
    help: "every order of events too that the ranges of the\nlatencies allow")
  static let judgedDelays = Option(
    name: "--discretise", value: "N",
    help:
      "exact, --verdict: so many equally probable delays\nstand for each continuous latency (an approximation)"
  )
  static let judgedStates = Option(
    name: "--limit-states", value: "N",
    help: "exact, --verdict: states of a strategy (default 1000000)")
  static let triedDelays = Option(
    name: "--discretise", value: "N",
    help: "so many delays stand for each continuous latency that\nsomething races with")
  static let searchedStates = Option(
    name: "--limit-states", value: "N",
    help: "states for each strategy and property (default 1000000)")
  static let checkFormat = Option(
    name: "--format", value: "FORMAT",
    help: "text (default), or mermaid: Markdown with charts for\nMermaid",
    words: ["text", "mermaid"])
  static let limitMass = Option(
    name: "--limit-mass", value: "P",
    help: "exact: do not follow what is less probable\n(default 1e-200)")
  static let runs = Option(
    name: "--runs", value: "N",
    help:
      "whole runs, for a model with clients (default 20;\nrare: as many as take as long as its operations)"
  )
  static let series = Option(
    name: "--series", value: "FILE",
    help: "a model with clients: what happened over time, as CSV", takesFile: true)
  static let limitInFlight = Option(
    name: "--limit-in-flight", value: "N",
    help: "operations under way at once in a model with\nclients (default 1000000)")
  static let outcome = Option(
    name: "--outcome", value: "OUTCOME",
    help:
      "the likeliest way to it: disagree, lost, phantom,\nduplicate, late, stale, unsure or clean",
    words: OutcomeClass.allCases.map(\.rawValue))
  static let namedFaults = Option(
    name: "--faults", value: "NAMES",
    help:
      "these faults and no others, as check names them:\n\"attempt 1: response lost\"; none: all goes well"
  )
  static let outcomeDelays = Option(
    name: "--discretise", value: "N",
    help: "with --outcome: so many delays stand for each\ncontinuous latency (an approximation)")
  static let outcomeStates = Option(
    name: "--limit-states", value: "N",
    help: "with --outcome: states of the strategy (default 1000000)")
  static let trial = Option(
    name: "--trial", value: "N", help: "the number of the trial, from 0 (default 0)")
  static let seed = Option(name: "--seed", value: "S", help: "the seed of all chances (default 1)")
  static let jobs = Option(
    name: "--jobs", value: "N", help: "threads (default: one for each core)")
  static let format = Option(
    name: "--format", value: "FORMAT",
    help:
      "table, csv, csv-long, json or markdown (default: as the\nname of --output ends, or table)",
    words: ReportFormat.allCases.map(\.rawValue))
  static let sort = Option(
    name: "--sort", value: "MEASURE",
    help:
      "smallest first: cost, disagree, lost, phantom,\nduplicate, unsure, late, attempts or time",
    words: ComparisonOrder.allCases.map(\.rawValue))
  static let vary = Option(
    name: "--vary", value: "PATH=VALUES",
    help:
      "a value of the model: network.request.loss=0%..20%:1%,\nin steps; 1ms..1s:x10, by a factor; or a list, 1,2,4.\nWhat a strategy says for itself stays. Twice: both vary",
    isRepeatable: true)
  static let best = Option(
    name: "--best", value: "MEASURE",
    help:
      "what the best strategy has the least of, as for compare\n--sort (default cost, without prices disagree)",
    words: ComparisonOrder.allCases.map(\.rawValue))
  static let limitPoints = Option(
    name: "--limit-points", value: "N", help: "points of a sweep (default 1000)")
  static let chartFormat = Option(
    name: "--format", value: "FORMAT", help: "text (default), mermaid, svg or json",
    words: ["text", "mermaid", "svg", "json"])
  static let listFormat = Option(
    name: "--format", value: "FORMAT", help: "table or csv (default table)",
    words: ["table", "csv"])
  static let protections = Option(
    name: "--protections", value: nil, help: "the idempotency protocols of servers instead")
  static let output = Option(
    name: "--output", value: "FILE", help: "write there instead of to standard output (-)",
    takesFile: true)
  static let quiet = Option(name: "--quiet", value: nil, help: "no notes on standard error")
  static let limitEvents = Option(
    name: "--limit-events", value: "N", help: "events that one trial may handle (default 1000000)")
  static let limitFileBytes = Option(
    name: "--limit-file-bytes", value: "N", help: "size of a model file (default 1048576)")
  static let limitNesting = Option(
    name: "--limit-nesting", value: "N", help: "depth of a model file (default 64)")
  static let limitStrategies = Option(
    name: "--limit-strategies", value: "N", help: "strategies of a model (default 100)")
  static let help = Option(name: "--help", value: nil, help: "this help")
  static let version = Option(name: "--version", value: nil, help: "the version")

  /// What says how results are shown.
  static let ofReports = [format, sort, verdict, series]

  /// What every command that reads a model takes.
  static let limits = [limitEvents, limitFileBytes, limitNesting, limitStrategies]
}
