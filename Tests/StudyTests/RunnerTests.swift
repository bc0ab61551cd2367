import Simulation
import Testing

@testable import Study

/// The loop of all experiments.
@Suite struct RunnerTests {
  @Test(arguments: [1, 2, 5])
  func everyPieceIsTakenOnce(jobs: Int) throws {
    let runner = Runner(total: 1_001, inPiecesOf: 10, jobs: jobs)
    #expect(runner.pieces == 101)
    let (pieces, finished) = try runner.run([UInt64]()) { worker throws(ExperimentError) in
      while let piece = worker.next() { worker.add { $0.append(piece) } }
    }
    #expect(finished == 101 && pieces.sorted() == Array(0..<101))
  }

  @Test func theErrorOfTheFirstPieceThatFailsIsThrown() {
    for jobs in 1...4 {
      let error = #expect(throws: ExperimentError.self) {
        try Runner(total: 100, jobs: jobs).run(0) { worker throws(ExperimentError) in
          while let piece = worker.next() {
            if piece >= 7 {
              throw ExperimentError(strategy: "s", limit: .events(trial: piece, limit: 1))
            }
          }
        }
      }
      #expect(error?.limit == .events(trial: 7, limit: 1))
      #expect(
        error?.description
          == "strategy 's', trial 7: more than 1 events; bound the attempts, set a "
          + "deadline, or allow more")
    }
  }

  @Test func anInterruptedRunFinishesThePiecesThatWereTaken() throws {
    let interruption = Interruption()
    let runner = Runner(total: 1_000, jobs: 3, until: interruption)
    let (pieces, finished) = try runner.run([UInt64]()) { worker throws(ExperimentError) in
      while let piece = worker.next() {
        if piece == 20 { interruption.raise() }
        worker.add { $0.append(piece) }
      }
    }
    #expect(finished >= 21 && finished < 1_000 && pieces.sorted() == Array(0..<finished))
  }
}
