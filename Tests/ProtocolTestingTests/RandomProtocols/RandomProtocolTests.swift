import Foundation
import Testing

/// Random protocols, by every method: no two answers contradict each other.
///
/// It takes long, above all in a debug build, so it runs only if it is asked for:
/// `RANDOM_PROTOCOLS=10000 swift test -c release --filter RandomProtocolTests`.
@Suite struct RandomProtocolTests {
  private static let count =
    ProcessInfo.processInfo.environment["RANDOM_PROTOCOLS"].flatMap { UInt64($0) }

  @Test(.enabled(if: count != nil)) func methodsDoNotContradictEachOther() async throws {
    let count = try #require(Self.count)
    var counts = RandomCounts()
    var contradictions: [String] = []
    await withTaskGroup(of: RandomCaseCheck.self) { group in
      for seed in 1...max(count, 1) {
        group.addTask {
          var check = RandomCaseCheck(RandomCase(seed: seed))
          check.run()
          return check
        }
      }
      for await check in group {
        counts.add(check.counts)
        contradictions += check.contradictions
      }
    }
    print("random protocols: \(counts)")
    #expect(contradictions.isEmpty, "\(contradictions.prefix(10).joined(separator: "\n"))")
    // Each kind occurs, and most checks have an answer.
    for (name, number) in counts.all { #expect(number > 0, "\(name)") }
    #expect(counts.open * 2 < counts.answers)
  }
}
