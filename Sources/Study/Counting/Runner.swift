import Dispatch
import Simulation
import Synchronization

/// The one loop of all experiments: threads that take numbered pieces of work in their order and add what they found
/// to a common sum.
///
/// ```swift
/// let (sum, finished) = try Runner(pieces: 100, jobs: 4).run(0) { worker throws(ExperimentError) in
///   while let piece = worker.next() { worker.add { $0 += piece } }
/// }
/// ```
///
/// The pieces that have been taken are always those from the first to some other. Each of them is finished, or the
/// run throws the error of the first that failed. So the result does not depend on the number of threads, provided
/// that the sum does not depend on the order in which parts are added to it.
struct Runner: Sendable {
  /// The number of pieces.
  let pieces: UInt64
  /// The number of threads; at least 1.
  let jobs: Int
  /// Ends the run early when it is raised; pieces under way are finished.
  let interruption: Interruption

  /// - Parameters:
  ///   - total: the number of trials, or of other units, of which `size` make a piece.
  ///   - size: at least 1.
  init(
    total: UInt64, inPiecesOf size: UInt64 = 1, jobs: Int,
    until interruption: Interruption = Interruption()
  ) {
    pieces = (total + size - 1) / size
    self.jobs = jobs
    self.interruption = interruption
  }

  /// Runs all pieces.
  ///
  /// - Parameters:
  ///   - sum: the empty sum.
  ///   - work: takes pieces until there are no more. It runs once on each thread, so that what it makes first, for
  ///     example samplers, serves many pieces.
  /// - Returns: the sum, and the number of pieces that it holds.
  /// - Throws: the error of the first piece that has one.
  func run<Sum: Sendable>(
    _ sum: Sum, _ work: @Sendable (inout Worker<Sum>) throws(ExperimentError) -> Void
  ) throws(ExperimentError) -> (sum: Sum, finished: UInt64) {
    let board = Board(sum, pieces: pieces, interruption)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      var worker = Worker(board: board)
      do throws(ExperimentError) {
        try work(&worker)
      } catch {
        board.fail(worker.piece, error)
      }
    }
    return try board.result()
  }

  /// The view that one thread has of the run.
  struct Worker<Sum: Sendable>: ~Copyable {
    fileprivate let board: Board<Sum>
    /// The piece that was taken last.
    fileprivate var piece: UInt64 = 0

    /// Takes the next piece; `nil` if there is none, one has failed, or the run is interrupted.
    mutating func next() -> UInt64? {
      guard let next = board.take() else { return nil }
      piece = next
      return next
    }

    /// Adds to the common sum, one thread at a time.
    func add(_ change: (inout Sum) -> Void) { board.add(change) }
  }

  /// The state that the threads share.
  fileprivate final class Board<Sum: Sendable>: Sendable {
    private let state: Mutex<State>
    private let pieces: UInt64
    private let interruption: Interruption

    private struct State {
      /// The counts of all finished pieces.
      var sum: Sum
      /// The number of pieces that a thread has taken.
      var taken: UInt64 = 0
      /// The failure of the first piece, in the order of pieces, that failed; so it does not depend on threads.
      var failure: (piece: UInt64, error: ExperimentError)?
    }

    /// Creates a runner that has finished nothing.
    init(_ sum: Sum, pieces: UInt64, _ interruption: Interruption) {
      state = Mutex(State(sum: sum))
      self.pieces = pieces
      self.interruption = interruption
    }

    /// Takes the next piece; `nil` if there is none, or the work was interrupted.
    func take() -> UInt64? {
      state.withLock { state in
        if interruption.isRaised || state.failure != nil || state.taken == pieces { return nil }
        state.taken += 1
        return state.taken - 1
      }
    }

    /// Adds the counts of a finished piece, one thread at a time.
    func add(_ change: (inout Sum) -> Void) { state.withLock { change(&$0.sum) } }

    /// Notes that a piece has failed. Pieces are taken in order, so every one before it is finished or under way.
    func fail(_ piece: UInt64, _ error: ExperimentError) {
      state.withLock { state in
        if let failure = state.failure, failure.piece < piece { return }
        state.failure = (piece, error)
      }
    }

    /// Returns the counts and the number of finished pieces.
    func result() throws(ExperimentError) -> (sum: Sum, finished: UInt64) {
      try state.withLock { state throws(ExperimentError) in
        if let failure = state.failure { throw failure.error }
        return (state.sum, state.taken)
      }
    }
  }
}
