/// Other probabilities for a system's faults, under which what is rare is common.
public struct FaultBias: Hashable, Sendable {
  /// The least probability of a fault for which nothing else is said, of it or of its kind.
  public let floor: Double
  /// The keys of which something else is said, and what their probabilities are at least.
  public private(set) var table = FaultTable()
  /// The probability of each bias.
  public private(set) var probabilities: [Double] = []

  /// The probabilities of the model itself.
  public static let none = FaultBias(floor: 0)

  /// - Parameter floor: in `0 ..< 1`.
  public init(floor: Double) {
    precondition(floor >= 0 && floor < 1, "a biased fault may still not happen")
    self.floor = floor
  }

  /// The least probability of a key; in `0 ..< 1`.
  public subscript(key: FaultKey) -> Double {
    get {
      guard let number = table.number(of: key) ?? table.number(of: key.ofItsKind) else {
        return floor
      }
      return probabilities[number]
    }
    set {
      precondition(newValue >= 0 && newValue < 1, "a biased fault may still not happen")
      guard let number = table.add(key) else { return }
      if number == probabilities.count {
        probabilities.append(newValue)
      } else {
        probabilities[number] = newValue
      }
    }
  }
}

/// Some biases, of which each trial is drawn from one; what a trial weighs is what the model's own
/// probability of it is, divided by that under all of them together.
///
/// That is the balance heuristic (Veach and Guibas, *Optimally Combining Sampling Techniques for Monte
/// Carlo Rendering*, SIGGRAPH 1995). The first bias is always none at all: it bounds every weight by
/// one over its share, and so the variance of any estimate (Owen and Zhou, *Safe and Effective
/// Importance Sampling*, JASA 95, 2000).
public struct ProposalMixture: Hashable, Sendable {
  /// The most biases.
  public static let most = 8
  /// The number of consecutive trials that draw each bias equally often, from any first trial on.
  public static let period = 64

  /// One lane for each bias; unused ones are 0.
  @usableFromInline let table: FaultTable
  /// The probability of each fault of the table, a lane for each bias.
  @usableFromInline let rows: [SIMD8<Double>]
  /// The least probability of a fault that the table does not have, under each bias.
  @usableFromInline let floors: SIMD8<Double>
  /// The share of the trials that each bias draws.
  @usableFromInline let shares: SIMD8<Double>
  /// The bias of each trial of a cycle, by which the shares are met exactly and not on average.
  @usableFromInline let components: [UInt8]
  /// The number of biases.
  public let count: Int

  /// - Parameter biases: beside none at all, each with its share in 64ths; together less than 64, so that
  ///   something is left for none at all.
  public init(_ biases: [(bias: FaultBias, share: Int)]) {
    let rest = ProposalMixture.period - biases.reduce(0) { $0 + $1.share }
    precondition(biases.count < ProposalMixture.most, "a mixture has eight biases at most")
    precondition(rest > 0 && biases.allSatisfy { $0.share > 0 }, "each bias has a share")
    let all = [(bias: FaultBias.none, share: rest)] + biases
    var table = FaultTable()
    for (bias, _) in all {
      for key in bias.table.keys { _ = table.add(key) }
    }
    var rows = [SIMD8<Double>](repeating: .zero, count: table.keys.count)
    var floors = SIMD8<Double>.zero
    var shares = SIMD8<Double>.zero
    var inOrder: [UInt8] = []
    for (lane, (bias, share)) in all.enumerated() {
      for (number, key) in table.keys.enumerated() { rows[number][lane] = bias[key] }
      floors[lane] = bias.floor
      shares[lane] = Double(share) / Double(ProposalMixture.period)
      inOrder += [UInt8](repeating: UInt8(lane), count: share)
    }
    var components = inOrder
    // The digits of a number in reverse: each bias is spread evenly over the period.
    for index in 0..<ProposalMixture.period {
      let bits = UInt8(truncatingIfNeeded: index)
      var reversed: UInt8 = 0
      for bit in 0..<6 where bits & (1 << UInt8(bit)) != 0 { reversed |= 1 << UInt8(5 - bit) }
      components[index] = inOrder[Int(reversed)]
    }
    self.table = table
    self.rows = rows
    self.floors = floors
    self.shares = shares
    self.components = components
    count = all.count
  }

  /// The bias that a trial is drawn from, by its number; 0 is none at all.
  @inlinable
  public func component(ofTrial trial: UInt64) -> Int {
    Int(components[Int(trial % UInt64(components.count))])
  }

  /// The probabilities of a fault under each bias, given its own: never less than that.
  @inlinable
  func probabilities(at key: FaultKey, own probability: Double) -> SIMD8<Double> {
    var biased = floors
    if let number = table.number(of: key) ?? table.number(of: key.ofItsKind) {
      biased = rows[number]
    }
    return biased.replacing(
      with: SIMD8(repeating: probability), where: biased .< SIMD8(repeating: probability))
  }

  /// The weight of a path, from the ratios of its probabilities under each bias and under none.
  @inlinable
  func weight(_ ratios: SIMD8<Double>) -> Double {
    var sum = 0.0
    for lane in 0..<count { sum += shares[lane] * ratios[lane] }
    return 1 / sum
  }
}
