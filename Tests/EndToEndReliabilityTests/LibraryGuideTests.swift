import EndToEndReliability
import Testing

/// The tests of the guide "Use it from Swift", which shows this file.
@Suite struct LibraryGuideTests {
  /// A client that tries four times, over a network that loses one response in a hundred.
  private func orders() throws -> Model {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.client.retry.attempts = 4
    scenario.network.response.loss = try Probability(validating: 0.01)
    var model = Model(
      name: "orders", title: "The write of an order",
      strategies: [Strategy(name: "blind", scenario: scenario)])
    model.never = [.lost]
    return model
  }

  @Test func everyLostResponseMakesADuplicate() throws {
    let comparison = try orders().compare(by: .exact)
    let duplicate = try #require(comparison.results[0][.share(.duplicate)]?.estimate)
    #expect(abs(duplicate.value - 0.01) < 1e-12)
  }

  @Test func noAcknowledgedOrderIsLost() throws {
    for result in try orders().check(mostFaults: 3) {
      #expect(result.status == .holds, "\(result.property)")
    }
  }
}
