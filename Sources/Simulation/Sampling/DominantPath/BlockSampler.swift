/// Runs trials like ``Sampler``, with the same results, but faster where most trials take the same path.
///
/// It records that path once, the `DominantPath`. For a block of trials at a time it then makes the draws of the path.
/// A trial whose chances fall the same way and whose events come in the same order ends in the same state: a handler
/// sees only its state, the event and the answers of its world, and all of these are the same, by induction over the
/// events. Every other trial is left to the sampler. Without a dominant path, all of them are.
public struct BlockSampler<Subject: HasDominantPath> {
  /// The sampler of the trials that leave the dominant path.
  public var sampler: Sampler<Subject>
  /// The path of most trials, with the state at its end; `nil` for a system that has none.
  private let dominant: DominantExecution<Subject.State>?
  /// The block of trials that is computed at once.
  private var block: PathBlock?

  /// Creates a value from its parts.
  public init(_ system: Subject, seed: UInt64, eventLimit: UInt64 = 1_000_000) {
    sampler = Sampler(system, seed: seed, eventLimit: eventLimit)
    dominant = DominantExecution.search(system, eventLimit: eventLimit)
    block = dominant.map { PathBlock($0.path, seed: seed) }
  }

  /// The largest number of trials in a block.
  public static var blockSize: Int { PathBlock.size }

  /// The state at the end of the dominant path; `nil` if there is no such path.
  public var dominantState: Subject.State? { dominant?.state }

  /// Decides for a block of trials which of them take the dominant path.
  ///
  /// - Parameter trials: at most `blockSize`.
  public mutating func look(at trials: Range<UInt64>) {
    precondition(trials.count <= BlockSampler.blockSize, "a block holds `blockSize` trials")
    block?.decide(first: trials.lowerBound, count: trials.count)
  }

  /// Returns the times at which the trials on the dominant path reach a milestone, in their order.
  ///
  /// - Returns: `nil` if the dominant path does not reach it, or if there is none.
  public func dominantTimes(of milestone: Milestone) -> [Delay]? { block?.times(of: milestone) }

  /// The positions in the block of the trials that leave the dominant path, rising; `nil` without a dominant path.
  public var offPathIndices: [Int]? { block?.offPathTrials }
}
