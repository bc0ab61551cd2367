import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `disagree report`.
@Suite struct ReportTests {
  static let models: [String] = {
    let folder = Program.repository.appending(path: "models").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json5") }.sorted().map { "models/" + $0 }
  }()

  /// Every model has a page: well formed, of one megabyte at most, and without a request to anybody.
  @Test(arguments: models)
  func everyModelHasAPage(path: String) throws {
    let model = try String(
      contentsOf: Program.repository.appending(path: path), encoding: .utf8)
    let hasClients = model.contains("\n  clients:")
    let program = try Program(
      ["report", path, "--static"]
        + (hasClients ? ["--runs", "1"] : ["--trials", "2000", "--limit-states", "5000"]))
    #expect(program.status == 0 && program.errors.isEmpty, "\(program.errors)")
    #expect(program.output.utf8.count <= 300_000)
    #expect(XMLParser(data: Data(program.output.utf8)).parse())
    for match in program.output.matches(of: /(?:src|href|action|poster)="([^"]*)"/) {
      #expect(match.1.hasPrefix("#") || match.1.hasPrefix("data:text/csv;"), "\(match.1)")
    }
    #expect(!program.output.contains("<script") && !program.output.contains("url("))
    #expect(program.output.contains("<h2 id=\"series-heading\">") == hasClients)
    #expect(program.output.contains("<title>Share of the writes that take longer</title>"))
  }

  /// The essay has the playground, which asks for nothing either; a model with clients cannot have it.
  @Test func thePlaygroundIsInThePageOfAModelThatItsControlsCanSet() throws {
    let essay = try Program("report", "models/essay.json5", "--method", "exact")
    #expect(essay.status == 0 && essay.output.contains("id=\"playground\""))
    #expect(XMLParser(data: Data(essay.output.utf8)).parse())
    #expect(essay.output.matches(of: /<script/).count == 2)
    #expect(essay.output.contains("default-src &#39;none&#39;"))
    let storm = try Program("report", "models/retry-storm.json5", "--runs", "1")
    #expect(storm.status == 0 && !storm.output.contains("<script"))
  }

  @Test func writesAFileAndSaysHowToMakeItAgain() throws {
    let file = try Program.temporaryFile(".html")
    defer { try? FileManager.default.removeItem(at: file) }
    let program = try Program(
      "report", "models/essay.json5", "--trials", "500", "--strategy", "blind", "--jobs", "1",
      "--output", file.path, "--seed=7")
    #expect(program.status == 0 && program.output.isEmpty, "\(program.errors)")
    let page = try String(contentsOf: file, encoding: .utf8)
    let command = "disagree report essay.json5 --strategy blind --trials 500 --seed 7"
    #expect(page.contains(command + "</pre>"))
    // From any path to the model.
    let model = Program.repository.appending(path: "models/essay.json5").path
    let again = try Program(
      command.split(separator: " ").dropFirst().map { $0 == "essay.json5" ? model : String($0) })
    #expect(again.output == page)
  }

  /// The answer, the chips, the JSON and the model's `never` agree for every model.
  @Test(arguments: models)
  func theHeadlineAgreesWithEverythingElse(path: String) throws {
    let model = try String(
      contentsOf: Program.repository.appending(path: path), encoding: .utf8)
    if model.contains("\n  clients:") { return }
    let options = [path, "--trials", "2000", "--limit-states", "2000"]
    let json = try Program(["compare"] + options + ["--verdict", "--format", "json"])
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let strategies = try #require((document as? [String: Any])?["strategies"] as? [[String: Any]])
    let page = try Program(["report"] + options).output
    let good = Set(
      page.matches(of: /class="good">([^<]*)</).flatMap { $0.1.components(separatedBy: ", ") })
    var named = 0
    for strategy in strategies {
      let name = try #require(strategy["strategy"] as? String)
      let status = try #require(strategy["status"] as? [String: Any])
      let verdict = try #require(strategy["verdict"] as? [String: Any])
      let measures = try #require(strategy["measures"] as? [String: [String: Any]])
      let mayBeTaken = try #require(status["may_be_recommended"] as? Bool)
      let promises = try #require(model.firstMatch(of: /never: \[([^\]]*)\]/)?.1 ?? "")
      let forbidden = promises.matches(of: /"(\w+)"/).map { String($0.1) }
      for harm in Set(["duplicate", "lost", "stale"] + forbidden) {
        let judged = (verdict[harm] as? [String: Any])?["verdict"] as? String
        let seen = try #require(measures[harm]?["estimate"] as? Double)
        if judged == "possible" || seen > 0 { #expect(!mayBeTaken, "\(name): \(harm)") }
        if status["answer"] as? String == "safe" {
          #expect(judged == "impossible" || forbidden.contains(harm), "\(name): \(harm)")
        }
      }
      if good.contains(name) {
        #expect(mayBeTaken, "\(name)")
        named += 1
      }
    }
    #expect(named == good.count, "\(good)")
  }

  /// Where many clients load a server there is no proof: what was seen decides about the chip of a strategy, and whether
  /// the headline names it as good.
  @Test(arguments: models)
  func theHeadlineOfManyClientsAgreesWithItsNumbers(path: String) throws {
    let model = try String(
      contentsOf: Program.repository.appending(path: path), encoding: .utf8)
    if !model.contains("\n  clients:") { return }
    let json = try Program("compare", path, "--runs", "1", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let strategies = try #require((document as? [String: Any])?["strategies"] as? [[String: Any]])
    let page = try Program("report", path, "--runs", "1").output
    let good = page.matches(of: /class="good">([^<]*)</).flatMap {
      $0.1.components(separatedBy: ", ")
    }
    let rows = page.matches(
      of: /<b>([^<]*)<\/b><small>[^<]*<\/small><\/th>\n<td class="c2">[^\n]*\n([^<]*)<\/span>/)
    var chips: [String: String] = [:]
    for row in rows {
      for name in row.1.components(separatedBy: ", ") { chips[name] = String(row.2) }
    }
    #expect(chips.count == strategies.count)
    for strategy in strategies {
      let name = try #require(strategy["strategy"] as? String)
      let measures = try #require(strategy["measures"] as? [String: [String: Any]])
      let isSeen = try ["duplicate", "lost", "stale"].contains {
        try #require(measures[$0]?["estimate"] as? Double) > 0
      }
      let chip = try #require(chips[name])
      #expect(isSeen == (chip == "unsafe: seen"), "\(name): \(chip)")
      #expect(!isSeen || !good.contains(name), "\(name)")
    }
  }

  /// The page has the fields of the CSV, digit by digit.
  @Test func hasTheNumbersOfCompare() throws {
    let arguments = ["models/essay.json5", "--trials", "5000"]
    let page = try Program(["report"] + arguments)
    let csv = try Program(["compare"] + arguments + ["--verdict", "--format", "csv"])
    let link = try #require(
      page.output.firstMatch(of: /href="data:text\/csv;charset=utf-8,([^"]*)"/)?.1)
    #expect(csv.status == 0 && link.removingPercentEncoding == csv.output)
  }

  @Test func hasExactNumbers() throws {
    let program = try Program("report", "models/essay.json5", "--method", "exact")
    #expect(program.status == 0 && program.output.contains("Exact probabilities"))
    // Nothing is said of the method, and exact numbers can be had: then the page has them, with sampled times.
    let usual = try Program("report", "models/essay.json5")
    #expect(
      usual.output.contains("Exact probabilities") && usual.output.contains("From 1,000,000"))
  }

  /// A curve for every strategy, and the numbers of `sweep`.
  @Test func drawsWhatIsVaried() throws {
    let options = ["--trials", "500", "--vary", "network.request.loss=0%,10%,20%"]
    let program = try Program(["report", "models/essay.json5"] + options)
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.contains("<h2 id=\"curves-heading\">"))
    #expect(XMLParser(data: Data(program.output.utf8)).parse())
    let sweep = try Program(["sweep", "models/essay.json5"] + options)
    for line in sweep.output.split(separator: "\n") where line.contains("%  ") {
      for number in line.split(separator: " ") { #expect(program.output.contains(">\(number)<")) }
    }
    let alone = try Program("report", "models/essay.json5", "--trials", "500", "--best", "lost")
    #expect(alone.status == 2 && alone.errors.contains("--best is for --vary"))
  }

  /// The orders of events decide, as latencies race.
  @Test func drawsWhatOrdersOfEventsShow() throws {
    let program = try Program("report", "models/rpc.json5", "--trials", "500")
    #expect(program.status == 0)
    #expect(program.output.contains("by 1 fault: server fails after storing"))
  }

  @Test func optionsThatReportDoesNotTakeAreErrors() throws {
    let load = try Program("report", "models/retry-storm.json5", "--faults", "2")
    #expect(load.status == 2 && load.errors.contains("many clients"))
    let format = try Program("report", "models/essay.json5", "--format", "csv")
    #expect(format.status == 2 && format.errors.contains("unknown option --format"))
  }

  /// A model that wishes its readers ill: what hides is refused, and what would act is text.
  @Test func hostileTextIsEscapedOnThePage() throws {
    func report(_ text: String) throws -> Program {
      let model = """
        { title: "\(text)", client: { timeout: "1 s" }, network: { response: { loss: "10%" } },
          strategies: { "\(text)": { attempts: 2 }, once: {} } }
        """
      return try Program("report", "-", "--trials", "200", "--static", input: model)
    }
    let program = try report("</h1><script>alert('1')</script>=cmd()&amp;")
    #expect(program.status == 0, "\(program.errors)")
    #expect(!program.output.contains("<script"))
    #expect(
      program.output.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;=cmd()&amp;amp;"))
    #expect(XMLParser(data: Data(program.output.utf8)).parse())
    let csv = try Program(
      "compare", "-", "--trials", "200", "--format", "csv",
      input: "{ strategies: { '=cmd()': { attempts: 2 } } }")
    #expect(csv.output.contains("\nstandard input,'=cmd(),sample,200,"))
    for hidden in ["\\u001b[2J", "\\u202e"] {
      let refused = try report(hidden)
      #expect(refused.status == 2 && refused.output.isEmpty)
    }
  }
}
