import EndToEnd
import Reports
import Study

/// The table of options. The order of declarations within a group is that of the help.
extension Option {
  /// Every option, in the order of the help.
  static let all = groups.flatMap(\.options)

  /// The options under the headings of the help.
  static let groups: [(title: String, options: [Option])] = [
    (
      "Question",
      [
        strategy, vary, best, baseline, verdict, noVerdict, sensitivity, outcome, trial, faults,
        namedFaults, order, schema, explainVerdict,
      ]
    ),
    (
      "Method",
      [
        method, checkMethod, resolution, discretize, trials, checkTrials, runs, checkRuns,
        precision, measure, seed, jobs,
      ]
    ),
    ("Shards", [shard, resume]),
    (
      "Output",
      [
        protections, sort, format, intervals, full, plot, wide, plain, isStatic, output, series,
        exportChain, quiet, reference, help,
      ]
    ),
    ("Limits", [timeLimit] + limits),
  ]

  // MARK: The question

  /// The strategies that a command looks at. Comparisons take several; a command about one
  /// strategy takes one.
  static let strategy = Option(
    "--strategy", "NAME", help: "only this strategy; not needed if there is one",
    example: "blind", in: [Use(.compare, .sweep, .check, .report, most: .max), Use(.run, .trace)])
  /// The values that a sweep goes through. Two variations make a grid: the first one is the outer
  /// loop.
  static let vary = Option(
    "--vary", "PATH=VALUES",
    help:
      "a value of the model: network.request.loss=0%..20%:1%, in steps; 1ms..1s:x10, by a factor; "
      + "or a list, 1,2,4. What a strategy sets for itself stays",
    example: "network.request.loss=0%..20%:1%", in: [Use(.sweep, .report, most: 2)])
  static let best = Option(
    "--best", "MEASURE", words: ComparisonOrder.allCases.map(\.rawValue), listsWords: false,
    help:
      "the measure that ranks the strategies, smallest first, as for compare --sort (default cost, "
      + "without prices disagree)",
    example: "duplicate", in: [Use(.sweep), Use(.report, for: [.option("--vary")])])
  /// The order of the rows. A machine-readable format keeps the model's order unless this is
  /// given, so that rows do not move with the numbers.
  static let sort = Option(
    "--sort", "MEASURE", words: ComparisonOrder.allCases.map(\.rawValue) + [modelOrder],
    help: "smallest first, or the model's order (default: a table by cost where there are prices)",
    example: "disagree", in: [Use(.compare, .merge, .report)])
  /// The word for the model's own order.
  static let modelOrder = "model"
  /// The strategy that all others are subtracted from. The differences are paired by write, which
  /// is why only methods with common random numbers, or without any, take it.
  static let baseline = Option(
    "--baseline", "NAME",
    help: "differences from this strategy: of every other one, on the same writes",
    example: "blind", in: [Use(.compare, for: Companion.counted + [.method(.exact)])])
  /// Full verdicts, with the fewest faults of each anomaly. A table without this option shows
  /// only what a short search proves.
  static let verdict = Option(
    "--verdict",
    help:
      "what is possible at all: each anomaly, with the fewest faults that cause it; without it, a "
      + "table has what a short search finds",
    in: [
      Use(
        .compare, .run, .merge,
        not: [Conflict(["--no-verdict"]) { "\($0) and \($1) contradict each other" }])
    ])
  static let noVerdict = Option(
    "--no-verdict", help: "do not search for what is possible at all",
    in: [Use(.compare, .run, .merge)])
  /// Exact derivatives by the probability of each fault. They come from the exact search,
  /// whichever method found the values.
  static let sensitivity = Option(
    "--sensitivity",
    help:
      "which fault to mend first: exact derivatives of every measure by each fault's probability, "
      + "and the values with half of it",
    in: [Use(.compare, .run, .report, for: Companion.operations)])
  static let outcome = Option(
    "--outcome", "OUTCOME", words: OutcomeClass.allCases.map(\.rawValue),
    help: "the likeliest way to this outcome",
    example: "duplicate", in: [Use(.trace, not: [Conflict(["--trial"], Conflict.sayBoth)])])
  /// The trial that is drawn. Together with the seed it names one write of a sample, so that any
  /// row of a result can be looked at.
  static let trial = Option(
    "--trial", "N", help: "the number of the trial, from 0 (default 0)", example: "42",
    in: [Use(.trace)])
  /// The largest number of faults of a proof. The default is tried only after the search without
  /// a bound has run out of states.
  static let faults = Option(
    "--faults", "K",
    help:
      "up to K faults (default 3), or any; verdicts try any number first, and K where that has too "
      + "many states",
    example: "1",
    in: [
      Use(.check), Use(.report, for: Companion.operations),
      Use(.compare, .run, .merge, for: [.option("--verdict")]),
    ])
  /// The faults of one execution by their names. The same option counts faults in `check`: the
  /// names are what `check` prints about a counterexample.
  static let namedFaults = Option(
    "--faults", "NAMES",
    help:
      "these faults and no others, as check names them: \"attempt 1: response lost\"; none: all goes "
      + "well",
    example: "\"attempt 1: response lost\"",
    in: [Use(.trace, not: [Conflict(["--trial", "--outcome"], Conflict.sayBoth)])])

  static let schema = Option(
    "--schema", help: "a JSON Schema of model files (draft 2020-12), for editors",
    in: [Use(.explain)])

  static let explainVerdict = Option(
    "--verdict", help: "the words of verdicts", in: [Use(.explain)])

  /// A generated page of the reference. `.ci/run` compares each page with the sources' own.
  static let reference = Option(
    "--reference", "PAGE", words: ReferencePage.allCases.map(\.rawValue),
    help: "a page of the reference, as Markdown", example: "glossary", in: [Use(.explain)])

  // MARK: The method

  /// Proofs in every order of events. A proof over discretized latencies covers only the orders
  /// that these latencies have; this covers all.
  static let order = Option(
    "--order", help: "also every order of events that the ranges of the latencies allow",
    in: [
      Use(
        .check,
        not: [
          Conflict(["--discretize"]) {
            "\($0) tries every delay that a latency may have, and \($1) some: choose one"
          }
        ])
    ])
  /// The method of a comparison, on which other options depend.
  static let method = Option(
    "--method", "METHOD", words: StudyMethod.words, listsWords: false,
    help:
      "sample (default); exact: every execution with its probability; or rare: importance sampling, "
      + "for outcomes that no sample shows",
    example: "exact", in: [Use(.compare, .run, .sweep, .report)])
  static let checkMethod = Option(
    "--method", "METHOD", words: CheckPlan.Method.allCases.map(\.rawValue), listsWords: false,
    help:
      "auto (default): exactly where that is possible, else by trials; exact; or sample: trials, "
      + "whose looks have an error rate of 5% together",
    example: "sample", in: [Use(.check)])
  /// A lattice on which continuous latencies are rounded down and up: the two answers make an
  /// interval that shows the error. Discretization gives no such interval.
  static let resolution = Option(
    "--resolution", "TIME",
    help:
      "every continuous latency on one lattice of this step, for example 5ms; or auto, a part of the shortest timeout. "
      + "Values have the intervals of delays rounded down and up",
    example: "5ms",
    in: [
      Use(
        .compare, .run, .sweep, .report, for: [.method(.exact)],
        not: [
          Conflict(["--discretize"]) { "\($0) and \($1) both replace latencies: choose one" },
          Conflict(["--export-chain"]) {
            "\($0) explores several chains, and \($1) writes one: say --discretize N with it"
          },
        ])
    ])
  /// Equally likely delays in place of each continuous latency: an approximation without an error
  /// bound, which results say.
  static let discretize = Option(
    "--discretize", or: ["--discretise"], "N",
    help: "N equally likely delays in place of each continuous latency",
    example: "8",
    in: [
      Use(
        .compare, .run,
        for: [.method(.exact), .option("--verdict"), .option("--sensitivity")]),
      Use(.merge, for: [.option("--verdict")]),
      Use(.sweep, for: [.method(.exact)]), Use(.report, for: Companion.operations),
      Use(.trace, for: [.option("--outcome")]), Use(.check),
    ])
  static let trials = Option(
    "--trials", "N",
    help: "writes for each strategy (default \(StudyMethod.usualTrials); rare: "
      + "\(RareExperiment.usualTrials), or \(RareLoadExperiment.usualTrials) where there are clients)",
    example: "100000", instead: "--runs N",
    in: [Use(Use.studies, for: [.method(.sample), .method(.rare), .method(.rareLoad)])])
  static let checkTrials = Option(
    "--trials", "N",
    help: "at most this many writes for each strategy (default \(CheckPlan.usualTrials))",
    example: "100000", in: [Use(.check)])
  static let runs = Option(
    "--runs", "N",
    help: "whole runs, for a model with clients (default \(StudyMethod.usualRuns); rare: chosen so "
      + "that runs and writes take about equal time)",
    example: "50", instead: "--trials N", in: [Use(Use.studies, for: Companion.fleets)])
  static let checkRuns = Option(
    "--runs", "N", help: "whole runs, for a model with clients (default \(StudyMethod.usualRuns))",
    example: "50", in: [Use(.check)])
  /// The half width of the intervals that decides how many trials there are. A pilot of its own
  /// plans them; it is not part of the result.
  static let precision = Option(
    "--precision", "P",
    help: "as many trials as it takes, at most --trials (then default \(StudyMethod.mostTrials)): "
      + "1% of each value, or ±0.01% for shares",
    example: "1%",
    in: [
      Use(
        Use.studies, for: Companion.counted,
        not: [
          Conflict(["--shard"]) { option, _ in
            "\(option) chooses how many trials there are, and a shard must know that: say --trials N"
          }
        ])
    ])
  /// The measures that must be precise. A measure that is not named may be as imprecise as it
  /// happens to be.
  static let measure = Option(
    "--measure", "NAME",
    help: "a measure that must be precise, by its name in the CSV (default disagree, lost, "
      + "duplicate, unsure)",
    example: "duplicate", instead: "--sort or --best to rank by a measure",
    in: [Use(Use.studies, most: .max, for: [.option("--precision")])])
  /// The seed of all draws. All strategies share it.
  static let seed = Option(
    "--seed", "S", help: "the seed of all random choices (default 1)",
    example: "7",
    in: [
      Use(Use.studies, for: Companion.random), Use(.check),
      Use(
        .trace,
        not: [
          Conflict(["--outcome", "--faults"]) { option, _ in
            "\(option) is for --trial: nothing else here is left to chance"
          }
        ]),
    ])
  static let jobs = Option(
    "--jobs", "N", help: "threads (default: one for each core)",
    example: "2", in: [Use(Use.studies), Use(.merge, .check)])
  /// One of N equal parts of the trials, for several machines. The parts depend on N and nothing
  /// else, so any machine may count any part.
  static let shard = Option(
    "--shard", "I/N",
    help: "only the I-th of N equal parts of the trials, or runs, as a file for disagree merge",
    example: "3/8",
    in: [
      Use(
        .compare, .run, for: Companion.counted,
        not: [
          Conflict(["--format", "--sort", "--verdict", "--series"]) {
            "\($1) is for disagree merge, which puts the shards together"
          }
        ])
    ])
  /// A file of the work done so far, which is read first and replaced while the command counts.
  static let resume = Option(
    "--resume", "FILE", takesFile: true,
    help: "keep what is counted in this file, and go on from there if the run was cut short",
    example: "part-3.json", in: [Use(.compare, .run, for: Companion.counted)])

  /// The time after which the command ends with what is finished. Results that a time limit has
  /// cut short are valid, but not reproducible.
  static let timeLimit = Option(
    "--time-limit", "TIME",
    help: "end after this time with what is finished, for example 5s (exit status 4)",
    example: "5s", in: [Use(Use.studies), Use(.check)])

  // MARK: The answer

  static let protections = Option(
    "--protections", help: "the idempotency protocols of servers instead", in: [Use(.presets)])
  /// The form of the result. Each command has its own forms, the first of which is the default.
  static let format = Option(
    "--format", "FORMAT", help: "the form, unless the name of --output says it",
    example: "csv",
    in: [
      Use(.compare, .run, words: Use.reports),
      Use(
        .merge, words: Use.reports + ["shard"],
        not: [
          Conflict(["--sort", "--verdict", "--series"], when: "shard") {
            "\($1) is for reports, and \($0) shard is none"
          }
        ]),
      Use(.sweep, words: Use.reports + ["svg"]),
      Use(.check, words: CheckFormat.allCases.map(\.rawValue)),
      Use(.trace, words: ["text", "mermaid", "svg", "json"]),
      Use(.presets, words: ["table", "csv"]),
    ])
  static let intervals = Option(
    "--intervals",
    help: "each value with its 95% interval; a table of 110 columns and more has them anyway",
    in: [Use(.compare, .merge)])
  static let full = Option("--full", help: "all tables", in: [Use(.run, .merge)])
  static let plot = Option(
    "--plot", help: "bars or curves below the table", in: [Use(.compare, .sweep)])
  static let wide = Option(
    "--wide", help: "every column whole, however wide", in: [Use(.presets)])
  static let plain = Option(
    "--plain", help: "nothing but ASCII, as on a terminal whose locale is not UTF-8",
    in: [Use(.compare, .run, .sweep, .trace, .presets, .merge)])
  static let output = Option(
    "--output", "FILE", takesFile: true, help: "write there instead of to standard output (-)",
    example: "result.csv",
    in: [
      Use(.compare, .run, .sweep, .trace, .check, .report, .explain, .show, .presets, .merge)
    ])
  static let series = Option(
    "--series", "FILE", takesFile: true,
    help: "what happened over time, as CSV, in a model with clients",
    example: "over-time.csv", in: [Use(.compare, .run, .merge, for: [.method(.load)])])
  static let exportChain = Option(
    "--export-chain", "DIR", takesFile: true,
    help: "each strategy's Markov chain as PRISM's explicit files (.tra, .lab, .srew)",
    example: "chains", in: [Use(.compare, for: [.method(.exact)])])
  static let isStatic = Option(
    "--static", help: "a page without the playground, and so without any script",
    in: [Use(.report)])
  static let quiet = Option(
    "--quiet", help: "no notes on standard error",
    in: [Use(.compare, .run, .sweep, .trace, .report, .explain, .show, .presets, .merge)])
  static let help = Option(
    "--help", or: ["-h"], help: "this help (-h: in short)", in: [Use(CommandName.allCases)])

  // MARK: Limits

  /// The bounds on what a model may make the program do. Reaching one is an error or exit status
  /// 4 that names the option.
  static let limits = [
    limitEvents, limitFileBytes, limitNesting, limitStrategies, limitInFlight, limitStates,
    limitMemory, limitMass, limitPoints,
  ]

  static let limitEvents = Option(
    "--limit-events", "N", help: "events that one trial may handle (default 1000000)",
    example: "10000000", in: [Use(Use.studies), Use(.trace, .show)])
  static let limitFileBytes = Option(
    "--limit-file-bytes", "N", help: "size of a model file (default 1048576)", example: "4000000",
    in: [Use(Use.models)]
  )
  static let limitNesting = Option(
    "--limit-nesting", "N", help: "depth of a model file (default 64)", example: "128",
    in: [Use(Use.models)])
  static let limitStrategies = Option(
    "--limit-strategies", "N", help: "strategies of a model (default 100)", example: "500",
    in: [Use(Use.models)])
  static let limitInFlight = Option(
    "--limit-in-flight", "N",
    help: "writes under way at once in a model with clients (default 1000000)",
    example: "10000000", in: [Use(Use.studies)])
  static let limitStates = Option(
    "--limit-states", "N", help: "states of a strategy (default 1000000)",
    example: "20000000", in: discretize.uses)
  static let limitMemory = Option(
    "--limit-memory", "MB", help: "memory of the states of a strategy (default 1000)",
    example: "8000", in: discretize.uses)
  /// The probability below which an exact search leaves a path out. The sum of all that is left
  /// out is in the intervals.
  static let limitMass = Option(
    "--limit-mass", "P", help: "do not follow what is less probable (default 1e-200)",
    example: "1e-12", in: [Use(Use.studies, for: [.method(.exact)])])
  /// The bound on the points of a sweep, over both variations together.
  static let limitPoints = Option(
    "--limit-points", "N", help: "points of a sweep (default 1000)",
    example: "5000", in: [Use(.sweep), Use(.report, for: [.option("--vary")])])
}

extension Option.Conflict {
  /// The message for two options that say the same thing differently.
  fileprivate static let sayBoth: @Sendable (String, String) -> String = {
    "\($1) and \($0) each say which write is drawn; leave one of them out"
  }
}

/// Lists of commands that several options share.
extension Option.Use {
  /// The commands that find numbers by a method.
  fileprivate static let studies: [CommandName] = [.compare, .run, .sweep, .report]
  /// The commands that read a model.
  fileprivate static let models = studies + [.trace, .check, .show]
  /// The forms of a report.
  fileprivate static let reports = ReportFormat.allCases.map(\.rawValue)
}
