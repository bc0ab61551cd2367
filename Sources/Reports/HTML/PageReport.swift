import EndToEnd
import Statistics
import Study

/// All results of a model as one self-contained page, for readers without a terminal.
///
/// The page loads nothing and follows the light or dark setting of its reader. It is complete without a script: the
/// only one belongs to the playground, which a page may have in addition. The question and its
/// answer come first, then the ranking, then a section for each further question, whose heading is its answer.
///
/// ```swift
/// let page = PageReport(comparison, modelText: text, command: "disagree report essay.json5")
/// print(page.html(), terminator: "")
/// ```
package struct PageReport: Sendable {
  /// The results that the page shows.
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
  /// A Boolean value that indicates whether the page may have the playground, and with it a script.
  let hasPlayground: Bool
  /// The results of random trials beside exact ones, which know no times; `nil` if `comparison` has them.
  let sample: Comparison?

  /// - Parameters:
  ///   - comparison: with at least one result; with verdicts, if counterexamples are to be drawn.
  ///   - modelText: the model with every default filled in, as a text.
  ///   - command: the command line that makes this page again.
  ///   - examples: the verdicts from which to draw anomalies that the comparison's verdicts leave undecided.
  ///   - sweep: a sweep to draw as curves; `nil` for none.
  ///   - keepsOrder: true if the results stand in an order that was asked for.
  ///   - hasPlayground: true for a page in which a reader can try other strategies, where the model allows it.
  ///   - sample: the results of random trials, for the times that exact results do not have.
  package init(
    _ comparison: Comparison, modelText: String, command: String,
    examples: [StrategyVerdict] = [], sweep: Sweep? = nil, keepsOrder: Bool = false,
    hasPlayground: Bool = false, sample: Comparison? = nil
  ) {
    precondition(!comparison.results.isEmpty, "a page is about some results")
    self.comparison = comparison
    self.modelText = modelText
    self.command = command
    self.examples = examples
    self.sweep = sweep
    self.keepsOrder = keepsOrder
    self.hasPlayground = hasPlayground
    self.sample = sample
  }

  /// The rows of all tables and charts.
  var ranking: Ranking { Ranking(comparison, keepsOrder: keepsOrder) }

  /// A question of a reader: a heading that answers it, with words beside a figure.
  struct Section {
    /// The anchor of the section.
    let id: String
    /// The name in the list of contents.
    let name: String
    /// The finding.
    let heading: String
    /// The paragraphs beside the figure.
    let words: [Markup]
    /// The figure, which may be a chart, a table or both.
    let figure: [Markup]

    /// The section as an element, which its heading names for screen readers.
    var markup: Markup {
      Markup(
        "section", ["class": "sec", "id": id, "aria-labelledby": id + "-heading"],
        [
          Markup(
            "div", ["class": "rail"], [Markup("h2", ["id": id + "-heading"], heading)] + words),
          Markup("div", ["class": "body"], figure),
        ])
    }
  }

  /// Words in which the names of strategies stand out.
  static func markup(_ phrases: [Headline.Phrase]) -> [Markup] {
    phrases.map { phrase in
      switch phrase {
      case .words(let text): .text(text)
      case .strong(let text): Markup("b", text)
      case .good(let text): Markup("b", ["class": "good"], text)
      }
    }
  }
}
