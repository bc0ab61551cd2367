import Testing

@testable import Reports

/// Lines of characters for numbers of any size.
@Suite struct SparkLineTests {
  @Test func numbersBeyondTheLevelsAreAtTheirEnds() {
    let levels: [Character] = ["0", "1", "2"]
    let largest = Double.greatestFiniteMagnitude
    let tiny = Double.leastNonzeroMagnitude
    #expect(SparkLine.text([-largest, -1, 0, tiny], top: tiny, levels) == "0002")
    #expect(SparkLine.text([largest, nil, tiny], top: tiny, levels) == "2 2")
    #expect(SparkLine.text([-.infinity, .infinity, 0.5], top: 1, levels) == "021")
  }
}
