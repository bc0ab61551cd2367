import Statistics
import Study

extension PageReport {
  /// Each strategy by itself, with all that `disagree run` says of it.
  var depths: Section? {
    let strategies = comparison.results.map { result in
      let report = RunReport(comparison.model, result)
      let tables = report.sections.flatMap { section -> [Markup] in
        // What introduces the evidence stands in its own part of the page.
        [PageTable("\(result.strategy): \(section.heading[0])", section).markup]
      }
      return Markup.details(result.strategy, tables)
    }
    return Section(
      id: "depths", heading: "Each strategy in depth", content: strategies)
  }
}
