import Foundation
import Testing

/// The command line knows the anomaly `falseRejection` wherever it knows the others.
@Suite struct RejectionCommandTests {
  private static let model = """
    {
      title: "A unique constraint",
      client: { timeout: "200 ms" },
      network: { request: { loss: "1%", latency: "20 ms" }, response: { loss: "1%", latency: "20 ms" } },
      server: { service: "5 ms", failsBeforeStore: "0.5%", failsAfterStore: "0.5%" },
      strategies: {
        unique: { attempts: 4, backoff: { fixed: "50 ms" }, unique: true },
        done: { attempts: 4, backoff: { fixed: "50 ms" }, unique: true, takes: { "409": "done" } },
      },
      costs: { falseRejection: 7 },
      never: ["falseRejection"],
    }
    """

  private func run(_ arguments: String...) throws -> Program {
    try Program(arguments, input: Self.model)
  }

  @Test func compareSortsByItAndSaysWhichStrategiesBreakNever() throws {
    let program = try run("compare", "-", "--method", "exact", "--sort", "falseRejection")
    #expect(program.status == 0 && program.errors.isEmpty)
    let lines = program.output.split(separator: "\n")
    let done = try #require(lines.firstIndex { $0.hasPrefix("done ") })
    let unique = try #require(lines.firstIndex { $0.hasPrefix("unique ") })
    #expect(done < unique)
    #expect(program.output.contains("rejection"))
    #expect(program.output.contains("never falseRejection: broken by unique, by 1 fault."))
  }

  @Test func checkBreaksItWithOneFault() throws {
    let broken = try run("check", "-", "--strategy", "unique")
    #expect(broken.status == 1)
    #expect(
      broken.output.contains("never falseRejection: broken by 1 fault: attempt 1: response lost"))
    #expect(try run("check", "-", "--strategy", "done").status == 0)
  }

  @Test func traceDrawsTheLikeliestWayToIt() throws {
    let program = try run("trace", "-", "--strategy", "unique", "--outcome", "falseRejection")
    #expect(program.status == 0)
    #expect(program.output.contains("the likeliest way to a false rejection"))
    #expect(program.output.contains("● stops: rejected"))
  }

  @Test func aSweepFindsTheBestByIt() throws {
    let program = try run(
      "sweep", "-", "--method", "exact", "--vary", "network.response.loss=1%,2%", "--best",
      "falseRejection")
    #expect(program.status == 0 && program.output.contains("done"))
  }

  @Test func precisionIsMeasuredByIt() throws {
    let program = try run(
      "compare", "-", "--strategy", "unique", "--precision", "20%", "--measure", "falseRejection",
      "--format", "csv")
    #expect(program.status == 0)
    #expect(program.output.hasPrefix("model,strategy,method,trials,seed,disagree,"))
  }

  @Test func showAndExplainKnowItsPrice() throws {
    #expect(try run("show", "-").output.contains("falseRejection: 7"))
    let program = try Program("explain", "costs.falseRejection")
    #expect(program.status == 0)
    #expect(program.output.contains("The cost of a write that ends as falseRejection."))
  }
}
