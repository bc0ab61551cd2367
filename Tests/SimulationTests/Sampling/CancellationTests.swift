import Testing

@testable import Simulation

/// Every interpreter takes back what a handler takes back.
@Suite struct CancellationTests {
  private static let watchdogs = [0.0, 0.1, 0.5, 1].flatMap { loss in
    [1, 2, 5, 9].map { Watchdog(loss: Probability(loss)!, beats: $0) }
  }

  @Test(arguments: watchdogs)
  func anExplorationForgetsIt(watchdog: Watchdog) throws {
    let exploration = try Explorer(watchdog).explore()
    let silent = exploration.endings.reduce(0) {
      $0 + ($1.state.barks == 0 ? $1.probability : 0)
    }
    #expect(abs(silent - watchdog.silence) < 1e-15)
  }

  @Test func everyPathForgetsIt() {
    let watchdog = Watchdog(loss: Probability(0.3), beats: 8)
    let paths = EveryPath(watchdog).paths
    #expect(paths.count == 1 << 8)
    let silent = paths.reduce(0) { $0 + ($1.state.barks == 0 ? $1.probability : 0) }
    #expect(abs(silent - watchdog.silence) < 1e-12)
  }

  /// The sampler's trials are the tracer's, which writes down what was taken back, and a tape of one of
  /// the adversary's is replayed to the same end.
  @Test func samplerTracerAndReplayerForgetIt() throws {
    let watchdog = Watchdog(loss: Probability(0.5), beats: 6)
    var sampler = Sampler(watchdog, seed: 1)
    var silent = 0
    for trial in 0..<2_000 as Range<UInt64> {
      let state = try sampler.run(trial: trial)
      if state.barks == 0 { silent += 1 }
      if trial >= 50 { continue }
      let trace = try Tracer(watchdog, seed: 1).trace(trial: trial)
      #expect(trace.steps.last?.state == state)
      #expect(trace.steps.last?.effects.contains(.cancel(.barks)) == true)
    }
    let spread = (watchdog.silence * (1 - watchdog.silence) / 2_000).squareRoot()
    #expect(abs(Double(silent) / 2_000 - watchdog.silence) < 4 * spread)
    guard
      case .broken(let found) = try ModelChecker(watchdog, mostFaults: nil).search(for: {
        $0.barks > 0
      })
    else {
      Issue.record("it barks after some losses")
      return
    }
    #expect(found.faults.map(\.attempt) == [1, 2])
    let replay = try Replayer(watchdog, found.tape).trace()
    #expect(replay.steps.last?.state == found.state)
  }
}
