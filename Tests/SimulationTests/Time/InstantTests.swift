import Simulation
import Testing

@Suite struct InstantTests {
  @Test func aDelayLeadsFromOneInstantToAnother() {
    let instant = Instant.start + .seconds(1) + .nanoseconds(5)
    #expect(instant.nanoseconds == 1_000_000_005)
    #expect(instant.sinceStart == .nanoseconds(1_000_000_005))
    #expect(Instant.start < instant)
  }

  @Test func timeEndsAndIsNotOverrun() {
    var instant = Instant.start
    for _ in 0..<2 { instant = instant + .longest }
    #expect(instant < .end)
    instant = instant + .longest
    #expect(instant == .end)
    #expect(instant + .nanoseconds(1) == .end)
  }

  @Test func theTimeSinceTheStartIsCutToTheLongestDelay() {
    #expect((Instant.start + .longest).sinceStart == .longest)
    #expect((Instant.start + .longest + .seconds(1)).sinceStart == .longest)
    #expect(Instant.end.sinceStart == .longest)
  }
}
