import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

/// The obstacles to an exact exploration, and the remedies that a user reads.
@Suite struct RemedyTests {
  private func remedy(_ edit: (inout Scenario) -> Void) -> String? {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(1)
    scenario.client.retry.attempts = 2
    edit(&scenario)
    do {
      _ = try OperationExplorer(scenario).distribution()
      return nil
    } catch {
      return error.remedy(fewerStates: nil, isSampled: true)
    }
  }

  @Test func aLatencyOfTheModelCanBeGivenFinitelyManyValues() throws {
    let text = try #require(
      remedy { $0.server.service = .exponential(mean: .milliseconds(5)) })
    #expect(text.hasPrefix("'server.service' has infinitely many values"), "\(text)")
    #expect(text.contains("give it finitely many (constant, empirical), or say --resolution auto"))
  }

  /// It is even over the service: nothing in the model says so, or otherwise.
  @Test func aLatencyThatNoModelChoosesCannotBeGivenThem() throws {
    let text = try #require(
      remedy {
        $0.server.service = .constant(.milliseconds(5))
        $0.server.restarts = ServerRestarts()
        $0.server.restarts?.chance = Probability(0.01)
      })
    #expect(text.hasPrefix("the moment of a restart has infinitely many values"), "\(text)")
    #expect(!text.contains("give it"))
    #expect(text.hasSuffix("; say --resolution auto for an approximation"))
  }
}
