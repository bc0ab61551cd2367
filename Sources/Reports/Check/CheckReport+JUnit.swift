import EndToEnd
import Study
import Text

extension CheckReport {
  /// A file of test results, as JUnit's runners for Ant and Maven write them and build servers read them: a test case
  /// for each property, a failure for a broken one, and an error for one that is undecided.
  ///
  /// Source: testmoapp/junitxml, *JUnit XML file format* (read 2026-11).
  ///
  /// ```xml
  /// <testsuite name="essay" tests="1" failures="1" errors="0" skipped="0" time="0">
  ///   <testcase classname="essay.ack-first" name="never lost" time="0" file="models/essay.json5" line="73">
  ///     <failure type="broken" message="broken by 1 fault: …"/>
  /// ```
  func junit() -> String {
    let counts =
      "tests=\"\(results.count)\" failures=\"\(count(.broken))\" errors=\"\(count(.undecided))\" "
      + "skipped=\"0\" time=\"0\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"disagree check\" \(counts)>\n"
    text += "  <testsuite name=\"\(XMLText.escaped(model.name))\" \(counts)>\n"
    for result in results { text += testCase(result) }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  /// One property of one strategy as a test case.
  ///
  /// A property that is undecided is an error and not a failure: the build must not take it for a
  /// proof, nor for a counterexample.
  private func testCase(_ result: CheckResult) -> String {
    let words = CheckText(result)
    var attributes = [
      ("classname", "\(model.name).\(result.strategy.name)"),
      ("name", CheckText.name(of: result.property)),
      ("time", "0"),
    ]
    if let file = source.file { attributes.append(("file", file)) }
    if let place = source.strategies[result.strategy.name] {
      attributes.append(("line", "\(place.line)"))
    }
    let opening =
      "    <testcase"
      + attributes.map { " \($0.0)=\"\(XMLText.escaped($0.1))\"" }.joined()
    let tag: String
    switch result.status {
    case .holds: return opening + "/>\n"
    case .broken: tag = "failure"
    case .undecided: tag = "error"
    }
    let message = XMLText.escaped(words.answer)
    return opening
      + ">\n      <\(tag) type=\"\(result.status.rawValue)\" message=\"\(message)\"/>\n    </testcase>\n"
  }
}
