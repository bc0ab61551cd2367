import EndToEnd
import Statistics
import Study
import Text

/// Reports on one strategy for a terminal.
extension RunReport {
  /// The report for a screen: the verdict, what happened to the writes, and whether anybody could know.
  ///
  /// ```
  /// ✗ Not safe to retry: 1 fault makes a duplicate (attempt 1: response lost).
  ///
  /// 100,000 writes, seed 1               share  95% interval   count
  /// ────────────────────────────────────────────────────────────────────────────
  /// clean      stored once, confirmed   98.46%   98.38–98.54  98,462  █████████▉
  /// duplicate  stored twice or more      1.54%     1.46–1.62   1,538  ▏
  /// ```
  func text(on screen: Screen) -> String {
    var text = screen.paragraph(comparison.model.title, most: 120)
    text += screen.paragraph(
      "\(result.strategy): \(StrategyText(scenario: scenario).text)", margin: 2, most: 120)
    if let verdict = result.verdict {
      text += "\n" + screen.paragraph(verdictText(verdict), margin: 2, most: 120)
    }
    text += "\n" + outcomes(on: screen) + "\n"
    for (name, facts) in facts {
      let label = name.padded(to: 11, .left)
      text += label + screen.items(facts, margin: label.count)
    }
    if let series = result.series { text += "\n" + screen.text(series.text()) }
    if let passes = scenario.reconciliation?.passes {
      text += "\n" + screen.paragraph(RunReport.compared(times: passes), most: 120)
    }
    if let answer = LogAnswer(result, scenario)?.text {
      text += "\n" + screen.paragraph(answer, most: 120)
    }
    if let sensitivity = SensitivityText(result) { text += "\n" + sensitivity.text(on: screen) }
    if let doubt = result.doubt { text += "\n" + screen.paragraph(doubt, most: 120) }
    if screen.details.contains(.tables) { return text + tables(on: screen) }
    return text + "\n" + hints(on: screen)
  }

  // MARK: The verdict

  /// The verdict in a sentence, with a sign before it.
  private func verdictText(_ verdict: StrategyVerdict) -> String {
    let safety = SafetyText(verdict: verdict)
    let status = StrategyStatus(result, in: comparison.model)
    let text = safety.text.replacing("not safe:", with: "not safe to retry:", maxReplacements: 1)
    let sentence = text.prefix(1).uppercased() + text.dropFirst()
    if status.sendsOnce { return (safety.answer == .unsafe ? "✗ " : "- ") + sentence }
    switch status.kind {
    case .safe, .safeUpTo: return "✓ " + sentence
    case .gainsNothing, .safeByDelays, .noHarmSeen: return "? " + sentence
    case .neverRetries: return "- " + sentence
    case .breaksPromise:
      let names = Conclusion.list(status.broken.map(\.rawValue))
      return "✗ " + sentence + " But it breaks the model's never \(names)."
    case .unsafe, .unsafeSeen:
      if safety.answer == .unsafe { return "✗ " + sentence }
      let observed = SafetyText.harms.filter { result.value($0) > 0 }
      return "✗ Not safe to retry: \(Conclusion.list(observed.map(\.one))) was observed."
    }
  }

  // MARK: What happened to the writes

  /// The table of outcomes: share, interval and count, with a bar for the eye.
  private func outcomes(on screen: Screen) -> String {
    let isCounted = result.method.trials != nil
    let shown = shownOutcomes
    let columns = shown.map { ScreenColumn(.share($0), of: comparison).cells[0] }
    var heading = [MethodLine([result], unit: "writes").text, "share"]
    if isCounted { heading += ["95% interval", "count"] }
    var table = TextTable(heading: heading + [""], isASCII: screen.isASCII)
    let nameWidth = shown.map(\.heading.count).max() ?? 0
    for (outcome, cell) in zip(shown, columns) {
      let measure = Measure.share(outcome)
      let name = outcome.heading.padded(to: nameWidth, .left) + "  " + outcome.briefMeaning
      var row = [name, cell.value]
      if isCounted {
        let isProved = cell.value == ScreenColumn.never
        row.append(isProved ? "(proved)" : cell.interval)
        row.append((result[measure]?.count).map(NumberText.grouped) ?? "")
      }
      row.append(bar(of: result[measure]?.estimate.value ?? 0, on: screen))
      table.rows.append(row)
    }
    return table.text(width: screen.width)
  }

  /// The outcomes to show: the ordinary ones, and others that occur.
  private var shownOutcomes: [OutcomeClass] {
    let usual: [OutcomeClass] = [.clean, .duplicate, .phantom, .falseRejection, .lost]
    let more: [OutcomeClass] = [.stale, .late, .unsure]
    func occurs(_ outcome: OutcomeClass) -> Bool {
      (result[.share(outcome)]?.estimate.value ?? 0) > 0
    }
    return usual.filter { $0 != .falseRejection || comparison.shownAnomalies.contains($0) }
      + more.filter(occurs)
  }

  /// A bar of ten characters for all writes.
  private func bar(of share: Double, on screen: Screen) -> String {
    let width = 10
    let eighths = share > 0.001 ? max(Int((share * Double(width) * 8).rounded()), 1) : 0
    let blocks = Array(" ▏▎▍▌▋▊▉")
    var bar = String(repeating: screen.isASCII ? "#" : "█", count: min(eighths / 8, width))
    if eighths < width * 8, eighths % 8 > 0 {
      bar.append(screen.isASCII ? "|" : blocks[eighths % 8])
    }
    return bar.padded(to: width, .left)
  }

  // MARK: Numbers

  /// The numbers about a write, each kind with its name.
  private var facts: [(name: String, items: [String])] {
    var facts = [("attempts", attemptFacts), ("latency", latencyFacts)]
    if scenario.person != nil {
      facts.append(
        (
          "people",
          [
            "\(value(.submissionsMean)) presses a write",
            "duplicates by pressing again \(value(.duplicateByResubmission))",
            "asked support \(value(.support))",
          ]
        ))
    }
    if scenario.clients != nil { facts.append(("server", serverFacts)) }
    if result[.costMean] != nil {
      let text = ScreenColumn(.costMean, of: comparison).cells[0]
      facts.append(
        ("cost", ["\(text.value) a write" + (text.interval.isEmpty ? "" : " (\(text.interval))")]))
    }
    return facts.filter { !$0.1.isEmpty }
  }

  /// The shares of the numbers of attempts, of which the first few are shown, and the mean.
  private var attemptFacts: [String] {
    var parts: [String] = []
    for number in 0...Tally.attemptsShown + 1 {
      guard let measurement = result[.attempts(number)], measurement.estimate.value > 0 else {
        continue
      }
      let name = number > Tally.attemptsShown ? "\(number) or more" : "\(number)"
      parts.append("\(name): \(EstimateText(measurement, of: result).value)")
    }
    let most = 6
    if parts.count > most { parts = parts.prefix(most - 1) + ["…"] }
    return parts + ["mean \(value(.attemptsMean)) a write"]
  }

  /// The quantiles and the mean of the time until the client stops.
  private var latencyFacts: [String] {
    [("median", Measure.timeMedian), ("p99", .timePercentile99), ("mean", .timeMean)]
      .compactMap { name, measure in
        let text = value(measure)
        return text.isEmpty ? nil : "\(name) \(text) ms"
      }
  }

  /// The numbers of a server with many clients.
  private var serverFacts: [String] {
    var parts = ["\(value(.goodput)) writes a second stored and known"]
    if scenario.server.capacity != nil {
      parts += [
        "wait \(value(.waitMean)) ms", "busy \(value(.utilization))",
        "turned away \(value(.turnedAway))",
      ]
    }
    return parts
  }

  /// A measure with as many digits as everywhere; empty where it does not apply.
  private func value(_ measure: Measure) -> String {
    result[measure].map { EstimateText($0, of: result).value } ?? ""
  }

  // MARK: How to see more

  /// The commands that show more. A name that a shell would take apart is left for the user to
  /// quote.
  private func hints(on screen: Screen) -> String {
    let isPlain = result.strategy.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
    }
    let command = "MODEL --strategy " + (isPlain ? result.strategy : "NAME")
    var lines: [String] = []
    let harm = [OutcomeClass.lost, .duplicate, .stale, .falseRejection, .phantom].first {
      (result[.share($0)]?.estimate.value ?? 0) > 0 || result.verdict?.allows($0) == true
    }
    if let harm, scenario.clients == nil {
      lines.append("See one:    disagree trace \(command) --outcome \(harm.rawValue)")
    }
    lines.append("All tables: disagree run \(command) --full")
    return lines.map { screen.text($0) + "\n" }.joined()
  }
}

/// Classes of outcomes in a few words.
extension OutcomeClass {
  /// The meaning in three words or four.
  fileprivate var briefMeaning: String {
    switch self {
    case .clean: "stored once, confirmed"
    case .duplicate: "stored twice or more"
    case .phantom: "stored, not confirmed"
    case .falseRejection: "stored, taken as rejected"
    case .lost: "confirmed, not stored"
    case .stale: "older replaced newer"
    case .late: "stored after the end"
    case .unsure: "no answer that says"
    case .disagree: "lost or phantom"
    }
  }
}

/// The logs that show what went wrong, in a sentence or two.
struct LogAnswer {
  /// The sentences.
  let text: String

  /// - Returns: `nil` where the logs are not known.
  init?(_ result: StrategyResult, _ scenario: Scenario) {
    func share(_ kinds: Evidence...) -> Double? {
      var sum = 0.0
      for kind in kinds {
        guard let value = result[.evidence(kind)]?.estimate.value else { return nil }
        sum += value
      }
      return sum
    }
    guard let all = share(.serverLog, .clientLog, .both, .none),
      let server = share(.serverLog, .both), let client = share(.clientLog, .both)
    else { return nil }
    let question = "Would we know? "
    let summary = EvidenceSummary(result)
    guard all > 0 else {
      text =
        question
        + (result.method.trials.map { "None of \(NumberText.grouped($0)) writes went wrong." }
          ?? "No write can go wrong.")
      return
    }
    let subject =
      summary.map { summary in
        summary.affected.count == 1
          ? "Of the one write that went wrong, "
          : "Of the \(NumberText.grouped(summary.affected.count)) writes that went wrong, "
      } ?? "Of the writes that go wrong, "
    let clauses = [
      scenario.logs.server
        ? "the server's log shows \(LogAnswer.part(server / all))" : "the server logs nothing",
      scenario.logs.client != .nothing
        ? "the client's log shows \(LogAnswer.part(client / all))" : "the client logs nothing",
    ]
    text =
      question + subject + clauses.joined(separator: " and ")
      + ". A log entry says that something failed, not whether the data is stored."
  }

  /// A part of the writes that went wrong, in words: never "0%" of something that occurred, nor
  /// "100%" of something that did not always.
  private static func part(_ share: Double) -> String {
    if share <= 0 { return "none" }
    if share >= 1 - 1e-12 { return "all" }
    let percent = (share * 100).rounded()
    if percent < 1 { return "less than 1%" }
    if percent > 99 { return "more than 99%" }
    return NumberText.fixed(percent, decimals: 0) + "%"
  }
}
