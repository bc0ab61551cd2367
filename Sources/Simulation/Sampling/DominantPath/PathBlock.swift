/// A block of trials, with the times of the events of a path in each of them.
///
/// A trial whose chances and order of events are those of the path has its end, too. Only the
/// times differ, and these are additions, which the processor does for several trials at once.
struct PathBlock: Sendable {
  /// The number of trials in a block: their instants fit in the nearest cache.
  static var size: Int { 256 }

  private let path: DominantPath
  /// The pairs of events whose order must be that of the path.
  private let orderedPairs: [(earlier: Int, later: Int)]
  /// The seed of all trials.
  private let seed: UInt64
  /// The generator of each trial of the block.
  private var randoms = [KeyedRandom](
    repeating: KeyedRandom(seed: 0, trial: 0), count: PathBlock.size)
  /// A Boolean value for each trial that indicates whether it left the path.
  private var deviations = [Bool](repeating: false, count: PathBlock.size)
  /// The number of trials that the block holds now.
  private var count = 0
  /// The instant of each moment of the path in every trial of the block, in nanoseconds.
  private var instants: [Int64]
  /// For every trial the number in (0, 1] from which the present draw is made.
  private var units = [Double](repeating: 1, count: PathBlock.size)

  /// A block for a path.
  init(_ path: DominantPath, seed: UInt64) {
    self.path = path
    self.seed = seed
    orderedPairs = path.orderedPairs
    instants = [Int64](repeating: 0, count: path.momentCount * PathBlock.size)
  }

  /// Returns the times at which the trials on the path reach a milestone, in their order; `nil` if the path does not.
  func times(of milestone: Milestone) -> [Delay]? {
    guard let moment = path.milestones[milestone.index] else { return nil }
    return [Delay](unsafeUninitializedCapacity: count) { times, taken in
      for index in 0..<count {
        // The next trial overwrites the time of one that left the path.
        let instant = Instant(nanoseconds: instants[moment &* PathBlock.size &+ index])
        times.initializeElement(at: taken, to: instant.sinceStart)
        taken &+= deviations[index] ? 0 : 1
      }
    }
  }

  /// The positions of the trials that leave the path, rising.
  var offPathTrials: [Int] { (0..<count).filter { deviations[$0] } }

  /// Decides which trials take the path, and computes the times of its moments.
  ///
  /// - Parameters:
  ///   - first: the first trial of the block.
  ///   - count: the number of trials, at most `size`.
  mutating func decide(first: UInt64, count: Int) {
    self.count = count
    randoms.withUnsafeMutableBufferPointer { randoms in
      for index in 0..<count {
        randoms[index] = KeyedRandom(seed: seed, trial: first &+ UInt64(index))
      }
    }
    for index in 0..<count { deviations[index] = false }
    var moment = 0
    for step in path.steps {
      switch step {
      case .chance(let chance, let choicePoint, let happens):
        decide(chance, at: choicePoint, happens: happens, count)
      case .event(let parent, let delay):
        moment += 1
        place(moment, after: parent, count) { _ in delay }
      case .drawnEvent(let parent, let draw):
        moment += 1
        place(moment, after: parent, draw, count)
      }
    }
    checkOrder()
  }

  /// Marks the trials in which a chance has another outcome than on the path.
  private mutating func decide(
    _ chance: Probability, at choicePoint: ChoicePoint, happens: Bool, _ count: Int
  ) {
    randoms.withUnsafeBufferPointer { randoms in
      deviations.withUnsafeMutableBufferPointer { deviations in
        for index in 0..<count {
          let deviates = chance.happens(bits: randoms[index].bits(at: choicePoint)) != happens
          deviations[index] = deviations[index] || deviates
        }
      }
    }
  }

  /// Places a moment at a drawn delay after another one, in every trial.
  private mutating func place(
    _ moment: Int, after parent: Int, _ draw: DominantPath.Draw, _ count: Int
  ) {
    // The most common distribution is recognized once for the block, not once for each trial.
    if case .exponential(let mean) = draw.latency, draw.cap == .longest, draw.floor == .zero,
      Latency.isShort(mean: mean)
    {
      drawUnits(at: draw.choicePoint, count)
      units.withUnsafeBufferPointer { units in
        place(moment, after: parent, count) {
          Latency.shortExponentialDelay(mean: mean, unit: units[$0])
        }
      }
    } else {
      randoms.withUnsafeBufferPointer { randoms in
        place(moment, after: parent, count) {
          draw.delay(bits: randoms[$0].bits(at: draw.choicePoint))
        }
      }
    }
  }

  /// Draws the numbers in a separate loop: a processor multiplies the random words one by one, but computes the delays of
  /// several trials at once.
  private mutating func drawUnits(at choicePoint: ChoicePoint, _ count: Int) {
    randoms.withUnsafeBufferPointer { randoms in
      units.withUnsafeMutableBufferPointer { units in
        for index in 0..<count {
          units[index] = Latency.positiveUnit(randoms[index].bits(at: choicePoint))
        }
      }
    }
  }

  /// Places a moment at a delay after another one, in every trial.
  @inline(__always)
  private mutating func place(
    _ moment: Int, after parent: Int, _ count: Int, _ delay: (Int) -> Delay
  ) {
    let from = parent * PathBlock.size
    let to = moment * PathBlock.size
    instants.withUnsafeMutableBufferPointer { instants in
      for index in 0..<count {
        let sum = instants[from &+ index] &+ delay(index).nanoseconds
        // A sum past the end of time is negative.
        instants[to &+ index] = sum < 0 ? Instant.end.nanoseconds : sum
      }
    }
  }

  /// Marks the trials whose events come in another order. The queue orders events by their instants and, within one, by
  /// their scheduling, timers last. Trials that reach the end of time are left to the sampler.
  private mutating func checkOrder() {
    for (earlier, later) in orderedPairs {
      let tieBreak: Int64 = path.precedes(earlier, later) ? 0 : 1
      for index in 0..<count {
        let isInOrder =
          instants[later * PathBlock.size + index] &- tieBreak
          >= instants[earlier * PathBlock.size + index]
        deviations[index] = deviations[index] || !isInOrder
      }
    }
    guard let last = path.handled.last else { return }
    for index in 0..<count {
      let isInTime = instants[last * PathBlock.size + index] < Instant.end.nanoseconds
      deviations[index] = deviations[index] || !isInTime
    }
  }
}
