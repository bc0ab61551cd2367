import EndToEnd

/// A share that trials should hit often, however rare it is.
struct RareTarget: Sendable {
  /// The predicate of the keys of the outcomes that hit it.
  let isHit: @Sendable (OutcomeKey) -> Bool
  /// The number of trials that a hit of full weight may take: the fewer, the more it matters.
  let trialsPerHit: Double

  /// The part of the trials that its bias gets, relative to those of other targets.
  var weight: Int { trialsPerHit < 10 ? 3 : trialsPerHit < 50 ? 2 : 1 }

  /// - Precondition: the measure is a share of keys.
  private init(_ measure: Measure, trialsPerHit: Double) {
    guard case .share(.keys(let isHit)) = measure.kind else {
      preconditionFailure("only shares of keys are targets")
    }
    self.isHit = isHit
    self.trialsPerHit = trialsPerHit
  }

  /// The targets of a search: the classes but the good one first, then three and more copies under each belief,
  /// then every other reported share.
  static let all: [RareTarget] =
    OutcomeClass.allCases.filter { $0 != .clean }.map {
      RareTarget(.share($0), trialsPerHit: 6)
    }
    + Belief.allCases.map { RareTarget(.joint($0, copies: 3), trialsPerHit: 20) }
    + [.duplicateByRetry, .duplicateByResubmission, .support].map {
      RareTarget($0, trialsPerHit: 20)
    }
    + Belief.allCases.flatMap { belief in
      (0...2).map { RareTarget(.joint(belief, copies: $0), trialsPerHit: 100) }
    }
    + Evidence.allCases.map { RareTarget(.evidence($0), trialsPerHit: 100) }

  /// The targets that each key hits, by the key's index: bit n is target n.
  static let hits: [UInt64] = (0..<OutcomeKey.count).map { index in
    var bits: UInt64 = 0
    for (number, target) in all.enumerated() where target.isHit(OutcomeKey(index: index)) {
      bits |= 1 << UInt64(number)
    }
    return bits
  }
}
