/// The chances of one kind that an exploration meets: one actor takes the same decision with the same probability,
/// at any attempt.
public struct ExploredChance: Hashable, Sendable {
  /// The actor that decides, as in a ``ChoicePoint``.
  public let actor: UInt8
  /// The kind of decision, as in a ``ChoicePoint``.
  public let kind: UInt8
  /// The probability that it happens; neither 0 nor 1, which decide nothing.
  public let probability: Double

  /// Creates a value from its parts.
  @inlinable
  public init(actor: UInt8, kind: UInt8, probability: Double) {
    self.actor = actor
    self.kind = kind
    self.probability = probability
  }
}

/// One chance that a transition has decided.
@usableFromInline
struct DecidedChance: Sendable {
  @usableFromInline let chance: ExploredChance
  /// A Boolean value that indicates whether the fault happened.
  @usableFromInline let happened: Bool

  /// One decision about a chance.
  @inlinable
  init(chance: ExploredChance, happened: Bool) {
    self.chance = chance
    self.happened = happened
  }
}

/// The chances that the edges of a graph decide.
///
/// The probability of an edge is a constant times, for each chance *p*, a power of *p* and a power of 1 − *p*. Few
/// combinations of powers occur, so each edge holds the number of its own.
@usableFromInline
struct EdgeChances: ~Copyable {
  /// The chances, numbered in the order of their discovery.
  @usableFromInline var chances = InternTable<ExploredChance>()
  /// The products of powers, of which most edges share a few.
  @usableFromInline var powers = InternTable<[ChancePower]>()
  /// For each edge the number of its powers.
  @usableFromInline var ofEdges: [Int32] = []
  /// The powers of an edge, while they are collected.
  @usableFromInline var draft: [ChancePower] = []

  @inlinable
  init() {}

  /// Adds the chances of the next edge.
  @usableFromInline
  mutating func append(_ decided: [DecidedChance]) {
    draft.removeAll(keepingCapacity: true)
    for decision in decided {
      let chance = Int32(chances.number(of: decision.chance).number)
      var index = 0
      while index < draft.count, draft[index].chance < chance { index += 1 }
      if index == draft.count || draft[index].chance != chance {
        draft.insert(ChancePower(chance: chance), at: index)
      }
      if decision.happened { draft[index].happened += 1 } else { draft[index].spared += 1 }
    }
    ofEdges.append(Int32(powers.number(of: draft).number))
  }
}

/// The number of times that an edge decides a chance each way.
@usableFromInline
struct ChancePower: Hashable, Sendable {
  /// The number of the chance.
  @usableFromInline let chance: Int32
  @usableFromInline var happened: Int32 = 0
  /// The exponent of 1 − *p*.
  @usableFromInline var spared: Int32 = 0

  /// A chance that was not decided yet.
  @inlinable
  init(chance: Int32) { self.chance = chance }
}
