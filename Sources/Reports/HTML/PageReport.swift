import Statistics
import Study

/// All results of a model as one self-contained page, for readers without a terminal.
///
/// The page loads nothing, runs no script, and follows the light or dark setting of its reader. The verdict
/// comes first, then its evidence.
///
/// ```swift
/// let page = PageReport(comparison, modelText: text, command: "disagree report models/essay.json5")
/// print(page.html(), terminator: "")
/// ```
package struct PageReport: Sendable {
  let comparison: Comparison
  /// The model with every default filled in.
  let modelText: String
  /// The command line.
  let command: String
  /// Verdicts on what `comparison` could not decide, with finitely many delays for continuous ones: they are
  /// drawn from, and prove nothing.
  let examples: [StrategyVerdict]
  /// The same while something changes; `nil` if that was not asked for.
  let sweep: Sweep?
  /// A Boolean value that indicates whether the results stand in an order that was asked for.
  let keepsOrder: Bool

  /// - Parameters:
  ///   - comparison: with at least one result; with verdicts, if counterexamples are to be drawn.
  ///   - modelText: the model with every default filled in, as a text.
  ///   - command: the command line that makes this page again.
  ///   - examples: the verdicts from which to draw anomalies that the comparison's verdicts leave undecided.
  ///   - sweep: a sweep to draw as curves; `nil` for none.
  ///   - keepsOrder: true if the results stand in an order that was asked for.
  package init(
    _ comparison: Comparison, modelText: String, command: String,
    examples: [StrategyVerdict] = [], sweep: Sweep? = nil, keepsOrder: Bool = false
  ) {
    precondition(!comparison.results.isEmpty, "a page is about some results")
    self.comparison = comparison
    self.modelText = modelText
    self.command = command
    self.examples = examples
    self.sweep = sweep
    self.keepsOrder = keepsOrder
  }

  /// The rows of all tables.
  var ranking: Ranking { Ranking(comparison, keepsOrder: keepsOrder) }

  /// The whole page, as HTML that is well-formed XML too.
  package func html() -> String {
    let sections = sections
    let links = sections.map { section in
      Markup("li", [Markup("a", ["href": "#" + section.id], section.heading)])
    }
    let title = comparison.model.title
    let body = Markup(
      "body",
      [
        Markup("a", ["class": "skip", "href": "#verdict"], "Skip to the verdict"),
        Markup("header", [Markup("h1", title.isEmpty ? comparison.model.name : title)]),
        Markup("main", [verdict] + [contents(links)] + sections.map(\.markup)),
      ])
    let page = Markup("html", ["lang": "en"], [head, body])
    return "<!DOCTYPE html>\n" + page.source
  }

  /// A part of the page with a heading.
  struct Section {
    let id: String
    let heading: String
    let content: [Markup]

    var markup: Markup {
      Markup(
        "section", ["id": id, "aria-labelledby": id + "-heading"],
        [Markup("h2", ["id": id + "-heading"], heading)] + content)
    }
  }

  /// In the order of a reader's questions; those about which there is nothing to say are left out.
  private var sections: [Section] {
    let possible = [
      strategies, safety, beliefs, evidence, costs, sensitivity, counterexamples, times, series,
      curves, depths, model, reproduction,
    ]
    return possible.compactMap { $0 }
  }

  private var verdict: Markup {
    let headline = Headline(comparison: comparison, ranking: ranking)
    let tiles = Tiles(comparison: comparison, ranking: ranking).all.map {
      Markup("li", [Markup("b", $0.value), .text(" ")] + PageReport.markup($0.phrases))
    }
    return Markup(
      "section", ["id": "verdict", "aria-label": "Verdict"],
      [Markup("p", PageReport.markup(headline.answer)), Markup("ul", tiles)])
  }

  /// Words in which the names of strategies stand out.
  private static func markup(_ phrases: [Headline.Phrase]) -> [Markup] {
    phrases.map { phrase in
      switch phrase {
      case .words(let text): .text(text)
      case .strong(let text): Markup("b", text)
      case .good(let text): Markup("b", ["class": "good"], text)
      }
    }
  }

  private func contents(_ links: [Markup]) -> Markup {
    Markup("nav", ["aria-label": "Contents"], [Markup("ul", links)])
  }

  private var head: Markup {
    Markup(
      "head",
      [
        Markup("meta", ["charset": "utf-8"]),
        Markup(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("meta", ["name": "color-scheme", "content": "light dark"]),
        // The page may load nothing, whatever it contains.
        Markup(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
          ]),
        Markup("meta", ["name": "generator", "content": "disagree \(Version.current)"]),
        Markup("title", "\(comparison.model.title) · disagree"),
        .style(PageStyle.sheet),
      ])
  }
}
