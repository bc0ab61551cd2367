/// Some trials next to each other, and when each event of a course would come in each of them.
struct PathBlock: Sendable {
  /// How many trials a block holds: their instants fit in the nearest cache.
  static var size: Int { 256 }

  private let course: DominantPath
  private let orderedPairs: [(earlier: Int, later: Int)]
  private let seed: UInt64
  private var lucks = [KeyedRandom](
    repeating: KeyedRandom(seed: 0, trial: 0), count: PathBlock.size)
  private var deviations = [Bool](repeating: false, count: PathBlock.size)
  /// How many trials the block holds now.
  private var count = 0
  /// For each moment of the course the nanoseconds in every trial of the block.
  private var instants: [Int64]
  /// For every trial the number in (0, 1] of which the draw that is being placed is made.
  private var units = [Double](repeating: 1, count: PathBlock.size)

  init(_ course: DominantPath, seed: UInt64) {
    self.course = course
    self.seed = seed
    orderedPairs = course.orderedPairs
    instants = [Int64](repeating: 0, count: course.momentCount * PathBlock.size)
  }

  /// When the trials that take the course reach a milestone, in their order; `nil` if it does not.
  func times(of milestone: Milestone) -> [Delay]? {
    guard let moment = course.milestones[milestone.index] else { return nil }
    return [Delay](unsafeUninitializedCapacity: count) { times, taken in
      for index in 0..<count {
        // The next one overwrites what is not taken.
        let instant = Instant(nanoseconds: instants[moment &* PathBlock.size &+ index])
        times.initializeElement(at: taken, to: instant.sinceStart)
        taken &+= deviations[index] ? 0 : 1
      }
    }
  }

  /// The places of the trials that do anything that the course does not; rising.
  var deviants: [Int] { (0..<count).filter { deviations[$0] } }

  /// Finds out which trials take the course, and when they come to its moments.
  ///
  /// - Parameters:
  ///   - first: the first trial of the block.
  ///   - count: how many trials there are, at most `size`.
  mutating func decide(first: UInt64, count: Int) {
    self.count = count
    lucks.withUnsafeMutableBufferPointer { lucks in
      for index in 0..<count {
        lucks[index] = KeyedRandom(seed: seed, trial: first &+ UInt64(index))
      }
    }
    for index in 0..<count { deviations[index] = false }
    var moment = 0
    for step in course.steps {
      switch step {
      case .chance(let chance, let site, let happens):
        decide(chance, at: site, happens: happens, count)
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

  private mutating func decide(
    _ chance: Probability, at site: ChoicePoint, happens: Bool, _ count: Int
  ) {
    lucks.withUnsafeBufferPointer { lucks in
      deviations.withUnsafeMutableBufferPointer { deviations in
        for index in 0..<count {
          let deviates = chance.happens(bits: lucks[index].bits(at: site)) != happens
          deviations[index] = deviations[index] || deviates
        }
      }
    }
  }

  private mutating func place(
    _ moment: Int, after parent: Int, _ draw: DominantPath.Draw, _ count: Int
  ) {
    // The commonest distribution is told apart once for the block, not once for each trial.
    if case .exponential(let mean) = draw.latency, draw.cap == .longest, draw.floor == .zero,
      Latency.isShort(mean: mean)
    {
      drawUnits(at: draw.site, count)
      units.withUnsafeBufferPointer { units in
        place(moment, after: parent, count) {
          Latency.shortExponentialDelay(mean: mean, unit: units[$0])
        }
      }
    } else {
      lucks.withUnsafeBufferPointer { lucks in
        place(moment, after: parent, count) {
          draw.delay(bits: lucks[$0].bits(at: draw.site))
        }
      }
    }
  }

  /// A step of its own: a processor multiplies the words of luck one by one, and can do what follows
  /// for several trials at once.
  private mutating func drawUnits(at site: ChoicePoint, _ count: Int) {
    lucks.withUnsafeBufferPointer { lucks in
      units.withUnsafeMutableBufferPointer { units in
        for index in 0..<count {
          units[index] = Latency.positiveUnit(lucks[index].bits(at: site))
        }
      }
    }
  }

  @inline(__always)
  private mutating func place(
    _ moment: Int, after parent: Int, _ count: Int, _ delay: (Int) -> Delay
  ) {
    let from = parent * PathBlock.size
    let to = moment * PathBlock.size
    instants.withUnsafeMutableBufferPointer { instants in
      for index in 0..<count {
        let sum = instants[from &+ index] &+ delay(index).nanoseconds
        // Past the end of time it is negative.
        instants[to &+ index] = sum < 0 ? Instant.end.nanoseconds : sum
      }
    }
  }

  /// The agenda orders events by their instants and, within one, by their scheduling: so must the
  /// instants be in every trial, or it takes another course. One that comes to the end of time is
  /// not for us to decide.
  private mutating func checkOrder() {
    for (earlier, later) in orderedPairs {
      let tieBreak: Int64 = earlier > later ? 1 : 0
      for index in 0..<count {
        let isInOrder =
          instants[later * PathBlock.size + index] &- tieBreak
          >= instants[earlier * PathBlock.size + index]
        deviations[index] = deviations[index] || !isInOrder
      }
    }
    guard let last = course.handled.last else { return }
    for index in 0..<count {
      let isInTime = instants[last * PathBlock.size + index] < Instant.end.nanoseconds
      deviations[index] = deviations[index] || !isInTime
    }
  }
}
