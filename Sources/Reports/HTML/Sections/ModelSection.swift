import Statistics
import Study
import Text

extension PageReport {
  /// The model with every default.
  var model: Section? {
    Section(
      id: "model", heading: "The model",
      content: [
        Markup(
          "p", "With every default filled in. It is a model file, too: it can be saved and run."),
        .details(
          "The model \(comparison.model.name)", isOpen: modelText.utf8.count < 6_000,
          [.listing("The model", modelText)]),
      ])
  }

  /// The command and facts that reproduce the page.
  var reproduction: Section? {
    let method = comparison.results[0].method
    var facts: [(name: String, value: String)] = [
      ("version", "disagree \(Version.current)"), ("model", comparison.model.name),
      ("model digest", comparison.model.digest), ("method", method.name),
    ]
    if let runs = method.runs { facts.append(("runs", NumberText.grouped(runs))) }
    if let trials = method.trials { facts.append(("operations", NumberText.grouped(trials))) }
    if let seed = method.seed { facts.append(("seed", "\(seed)")) }
    let list = Markup(
      "dl", facts.flatMap { [Markup("dt", $0.name), Markup("dd", [Markup("code", $0.value)])] })
    return Section(
      id: "reproduction", heading: "How to reproduce it",
      content: [
        .listing("The command", command),
        Markup(
          "p",
          "The same model, seed and number of trials give the same page, byte for byte, on any machine "
            + "and any number of threads."),
        list,
        .details(
          "All numbers in full, as CSV",
          [.listing("All numbers as CSV", comparison.report(as: .csv))]),
      ])
  }
}
