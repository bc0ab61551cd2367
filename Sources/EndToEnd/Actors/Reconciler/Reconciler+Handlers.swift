import Simulation

/// The handlers of the job that compares both sides. Its only state is the number of the pass, which its
/// timer keeps.
extension Reconciler {
  /// The two records of one operation, as a pass reads them.
  struct Records {
    /// The number of the operation among those of one person, which names its choices.
    let submission: UInt8
    /// The client's belief beside the server's copies.
    let facts: OutcomeFacts
    /// A Boolean value that indicates whether the client's next edit has taken the place of the
    /// data.
    let isEdited: Bool
  }

  /// The repairs that a pass asks client and server for.
  struct Repairs: OptionSet {
    let rawValue: UInt8

    /// The client learns that its data is stored.
    static let tellsClient = Repairs(rawValue: 1)
    /// The server stores the data again.
    static let storesAgain = Repairs(rawValue: 2)
    /// The server voids all copies but one.
    static let voidsSurplus = Repairs(rawValue: 4)
  }

  /// The client has decided: the next pass comes within one interval.
  func clientHasDecided(
    submission: UInt8, in world: inout some World<Scenario.Event>
  ) {
    let point = ChoicePoint(.firstPass, ofPass: 1, submission: submission)
    let delay = world.delay(.uniform(from: .zero, to: every), at: point)
    world.schedule(.reconciles(pass: 1), after: delay)
  }

  /// Compares what both sides have on record.
  func compare(
    _ records: Records, pass: UInt32, in world: inout some World<Scenario.Event>
  ) -> Repairs {
    if pass < passes { world.schedule(.reconciles(pass: pass + 1), after: every) }
    var repairs: Repairs = []
    if repairsPhantoms,
      OutcomeClass.phantom.contains(records.facts)
        || OutcomeClass.falseRejection.contains(records.facts)
    {
      repairs.insert(.tellsClient)
    }
    if repairsLost, OutcomeClass.lost.contains(records.facts), !records.isEdited {
      repairs.insert(.storesAgain)
    }
    if repairsDuplicates, OutcomeClass.duplicate.contains(records.facts) {
      repairs.insert(.voidsSurplus)
    }
    if repairs.isEmpty { return [] }
    let point = ChoicePoint(.isOverlooked, ofPass: pass, submission: records.submission)
    return world.happens(sees.complement, at: point) ? [] : repairs
  }
}
