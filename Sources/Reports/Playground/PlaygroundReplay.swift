import Diagrams
import EndToEnd
import Simulation
import Statistics
import Study
import Text

extension Playground {
  /// One execution of the reader's strategy in which chosen faults happen and no others.
  package struct Replay {
    /// The chart of it.
    package let chart: SequenceChart
    /// The chances that it meets, each with the place of the row at which it is decided.
    package let chances: [Chance]

    /// A chance to go wrong.
    package struct Chance {
      /// The name, as `disagree trace --faults` takes it.
      package let name: String
      /// The probability of the fault at this point.
      let probability: Probability
      /// A Boolean value that indicates whether the fault happens here.
      package let happened: Bool
      /// The row of the chart at which it is decided.
      let row: Int
    }
  }

  /// Plays the reader's strategy with chosen faults.
  ///
  /// - Parameter faults: their names; those that the execution does not meet are left out.
  /// - Throws: the limit that it reaches.
  package func replay(_ faults: [String]) throws(SimulationError) -> Replay {
    let scenario = model.strategies[0].scenario
    let text = FaultText(scenario: scenario)
    let replayer = FaultReplayer(scenario, eventLimit: 2_000) { faults.contains(text.text($0)) }
    let trace = try replayer.trace()
    let chart = SequenceChart(trace, of: scenario, title: "")
    var reader = TraceReader(scenario)
    var state = trace.steps[0].state
    var chances: [Replay.Chance] = []
    for step in trace.steps {
      let first = reader.rows.count
      reader.read(step, after: state)
      state = step.state
      // What leaves no row of its own belongs to the row before, and the loss of a message to the row that sends it.
      let row = max(min(first, reader.rows.count - 1), 0)
      let sending = (first..<reader.rows.count).first { place in
        if case .sends = reader.rows[place].event { true } else { false }
      }
      for case .chance(let point, let probability, let happened) in step.effects {
        guard scenario.isFault(point), probability != .never, probability != .always else {
          continue
        }
        let name = text.text(point)
        chances.append(
          .init(
            name: name, probability: probability, happened: happened,
            row: name.hasSuffix(" lost") ? sending ?? row : row))
      }
    }
    return Replay(chart: chart, chances: chances)
  }
}

extension Playground.Replay {
  /// The diagram and the story as a piece of a page: each chance is a button beside the row that decides it.
  package var markup: String {
    var diagram = chart.diagram
    diagram.closings = []
    for chance in chances {
      diagram.mark(.init(chance.name, happens: chance.happened), atRow: chance.row)
    }
    var places: [Int: [Chance]] = [:]
    for chance in chances { places[chance.row, default: []].append(chance) }
    let sentences = chart.story
    var story: [Markup] = []
    for (place, row) in chart.rows.enumerated() {
      var isArrival = false
      if case .receives = row.event { isArrival = true }
      let here = places[place] ?? []
      if isArrival, here.isEmpty { continue }
      let buttons = here.map { $0.button }
      let words = isArrival ? [] : [Markup("div", sentences[place])]
      story.append(
        Markup(
          "li", row.event.isFault ? ["class": "hit"] : ["class": "step"],
          [
            Markup("span", DelayText.text(row.instant)),
            Markup("div", words + [Markup("div", ["class": "chances"], buttons)]),
          ]))
    }
    let ending = chart.verdict.conclusion.joined(separator: "; ")
    return Markup(
      "div", ["class": "way"],
      [
        Markup(
          "div",
          ["class": "scroll", "role": "region", "aria-label": "Sequence chart", "tabindex": "0"],
          [.diagram(diagram, titled: "One execution of yours")]),
        Markup(
          "div",
          [Markup("p", ["class": "ending"], ending), Markup("ol", ["class": "story"], story)]),
      ]
    ).source
  }
}

extension Playground.Replay.Chance {
  /// The chance as a button that switches its fault on or off. A pressed button is one whose
  /// fault happens.
  fileprivate var button: Markup {
    Markup(
      "button",
      [
        "type": "button", "class": "chance", "aria-pressed": happened ? "true" : "false",
        "data-fault": name,
      ], "\(name), \(EstimateText(exactShare: .exactly(probability.value)).value)")
  }
}
