import Simulation
import Testing
import Text

@testable import Diagrams

@Suite struct DelayTextTests {
  @Test func anInstantIsShownAsTheTimeSinceTheStart() {
    #expect(DelayText.text(Delay.milliseconds(20)) == "20 ms")
    #expect(DelayText.text(Instant.start + .milliseconds(45)) == "45 ms")
  }
}
