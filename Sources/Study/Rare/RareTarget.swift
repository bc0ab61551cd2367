import EndToEnd

/// A share that trials should hit often, however rare it is.
struct RareTarget: Hashable, Sendable {
  let measure: Measure
  /// How many trials a hit of full weight may take: the fewer, the more it matters.
  let trialsPerHit: Double

  /// How much of the trials its tilt gets, beside those of others.
  var weight: Int { trialsPerHit < 10 ? 3 : trialsPerHit < 50 ? 2 : 1 }

  /// What is searched for: the classes that can be anomalies first, then three and more copies under
  /// each belief, then everything else that one share is reported of.
  static let all: [RareTarget] =
    [OutcomeClass.disagree, .lost, .phantom, .duplicate, .late, .stale, .unsure].map {
      RareTarget(measure: .share($0), trialsPerHit: 6)
    }
    + Belief.allCases.map { RareTarget(measure: .joint($0, copies: 3), trialsPerHit: 20) }
    + [.duplicateByRetry, .duplicateByResubmission, .support].map {
      RareTarget(measure: $0, trialsPerHit: 20)
    }
    + Belief.allCases.flatMap { belief in
      (0...2).map { RareTarget(measure: .joint(belief, copies: $0), trialsPerHit: 100) }
    }
    + Evidence.allCases.map { RareTarget(measure: .evidence($0), trialsPerHit: 100) }

  /// For each cell of a tally which targets it hits: bit n is target n.
  static let hits: [UInt64] = (0..<Tally.cellCount).map { index in
    var bits: UInt64 = 0
    for (number, target) in all.enumerated() where target.isHit(by: OutcomeKey(index: index)) {
      bits |= 1 << UInt64(number)
    }
    return bits
  }

  private func isHit(by kind: OutcomeKey) -> Bool {
    switch measure {
    case .share(let outcomeClass): kind.belongs(to: outcomeClass)
    case .joint(let belief, let copies): kind.belief == belief && kind.copies == copies
    case .evidence(let evidence): kind.needsEvidence && kind.evidence == evidence
    case .duplicateByRetry: kind.belongs(to: .duplicate) && !kind.isByResubmission
    case .duplicateByResubmission: kind.isByResubmission
    case .support: kind.asksSupport
    default: preconditionFailure("only shares of cells are targets")
    }
  }
}
