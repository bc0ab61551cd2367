import ProtocolTesting
import Testing

/// A protocol of twenty lines, with `import ProtocolTesting` alone.
struct Ping: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case ping, pong }
  enum Timer: Hashable { case retry }

  /// The number of messages that the node has received.
  func initialState(of name: Name) -> Int { 0 }
  func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
    if name == .client { ping(in: &context) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout Int,
    in context: inout some Context<Self>
  ) {
    state += 1
    if message == .ping { context.send(.pong, to: sender) } else { context.cancel(.retry) }
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout Int, in context: inout some Context<Self>
  ) {
    ping(in: &context)
  }
  private func ping(in context: inout some Context<Self>) {
    context.send(.ping, to: .server)
    context.set(.retry, after: .milliseconds(100))
  }
}

@Suite struct PingTests {
  @Test func aPingIsAnsweredUnderAnyNumberOfLosses() throws {
    let test = ProtocolTest(Ping()).eventually("the client is answered") { $0[.client] > 0 }
    #expect(try test.check(.faults(3)).description.contains("holds with up to 3 faults"))
  }

  @Test func oneLostAnswerMakesTheServerReceiveTwoPings() throws {
    let test = ProtocolTest(Ping()).always("one ping at most") { $0[.server] <= 1 }
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(1)) }
    #expect(found.faults == ["1st message from server to client, pong, is lost"])
  }
}
