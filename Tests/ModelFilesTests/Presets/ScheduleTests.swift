import EndToEnd
import ModelFiles
import Simulation
import Testing

/// How a library retried when everything failed, under its own control (see `schedules.py`).
struct Schedule: Sendable, CustomTestStringConvertible {
  let preset: String
  let package: String
  let method: String
  /// What it met: "timeout", a status, or something that no model has.
  let failure: String
  /// How many requests it sent by its defaults; `nil` if it was stopped or not counted.
  let requests: UInt32?
  /// Those of `statuses` that another request came after; `nil` if no server was asked.
  let retried: [UInt16]?
  /// Whether another request came after an answer that was late.
  let retriesTimeouts: Bool?
  /// The waits in milliseconds, when all chances are at one end and at the other.
  let low: [Double]
  let high: [Double]

  var testDescription: String { "\(preset) \(method) \(failure)" }
}

@Suite struct ScheduleTests {
  /// The shortest and the longest wait before a retry, in milliseconds.
  private func bounds(_ backoff: Backoff, retry: Int) -> (low: Double, high: Double) {
    guard let wait = backoff.wait(beforeRetry: UInt32(retry), previous: .zero) else {
      return (0, 0)
    }
    let range: (Delay, Delay) =
      switch wait.distribution {
      case .constant(let delay): (delay, delay)
      case .uniform(let from, let to): (from, to)
      default: (.zero, .longest)
      }
    func milliseconds(_ delay: Delay) -> Double {
      Double(max(min(delay, wait.cap), backoff.least).nanoseconds) / 1e6
    }
    return (milliseconds(range.0), milliseconds(range.1))
  }

  @Test(arguments: Schedule.all)
  func theWaitsAreThoseOfTheLibraryItself(schedule: Schedule) throws {
    let preset = try #require(Preset.named(schedule.preset))
    let backoff = try #require(preset.backoff)
    #expect(schedule.low.count == schedule.high.count)
    for (index, ends) in zip(schedule.low, schedule.high).enumerated() {
      let bounds = bounds(backoff, retry: index + 1)
      #expect(abs(bounds.low - ends.0) < 0.001, "wait \(index + 1)")
      #expect(abs(bounds.high - ends.1) < 0.001, "wait \(index + 1)")
    }
  }

  @Test(arguments: Schedule.all)
  func theNumberOfRequestsIsThatOfTheLibraryItself(schedule: Schedule) throws {
    let preset = try #require(Preset.named(schedule.preset))
    let isRetried: Bool
    switch schedule.failure {
    case "timeout": isRetried = preset.retriesTimeouts(method: schedule.method)
    case "exception", "connection": isRetried = true
    case let status:
      let code = try #require(UInt16(status))
      isRetried = preset.retriedStatuses(method: schedule.method).contains(Status(code: code))
    }
    guard let requests = schedule.requests else {
      #expect(isRetried && (preset.attempts == .unbounded || schedule.failure == "connection"))
      return
    }
    if isRetried {
      #expect(preset.attempts == .atMost(requests))
    } else {
      #expect(requests == 1)
    }
  }

  @Test(arguments: Schedule.all)
  func theRetriedFailuresAreThoseOfTheLibraryItself(schedule: Schedule) throws {
    guard let retried = schedule.retried else { return }
    let preset = try #require(Preset.named(schedule.preset))
    let ours = preset.retriedStatuses(method: schedule.method).map(\.code)
    #expect(ours.filter(Schedule.statuses.contains) == retried)
    #expect(preset.retriesTimeouts(method: schedule.method) == schedule.retriesTimeouts)
  }
}
