import Simulation

/// The person at the button, who wants one thing done and may start it more than once.
///
/// The thing that the person wants is one intention; each press begins an operation of its own, with its own
/// attempts and its own idempotency key, unless the key is made from the intention. The person looks
/// on until one of the operations is acknowledged. When none is under way any more and none was, the
/// person presses again, asks support, or leaves.
public struct Person: Hashable, Sendable {
  /// The chance, each time that nothing was acknowledged, that the person presses again.
  public var resubmits = Probability.never
  /// The time that it takes the person to press again.
  public var after = Latency.none
  /// The most presses in all, in `mostRange`.
  public var mostSubmissions: UInt8 = 10
  /// The chance, each time that nothing was acknowledged, that the person asks support: a share of all
  /// such times, beside that of `resubmits`. Who does neither, leaves.
  public var contactsSupport = Probability.never
  /// The habit of closing the page before the answer.
  public var closesPage = Habit()
  /// The habit of pressing a second time without waiting for anything.
  public var pressesTwice = Habit()
  /// The habit of pressing again while no answer comes; `nil` for a person who waits.
  @Rare public var impatience: Impatience?

  /// Creates a value with the default of every property.
  public init() {}

  /// Something that some people do a while after they pressed, unless they have their answer by then.
  public struct Habit: Hashable, Sendable {
    /// The probability that it happens.
    public var chance = Probability.never
    /// The time until it happens.
    public var after = Latency.none

    /// Creates a value from its parts.
    public init(chance: Probability = .never, after: Latency = .none) {
      self.chance = chance
      self.after = after
    }
  }

  /// The habit of pressing again and again until there is an answer.
  ///
  /// The time runs anew with each press, as long as an operation is under way. An answer that is no success
  /// ends it, too, if no other operation is under way: what follows is as `resubmits` says.
  public struct Impatience: Hashable, Sendable {
    /// The chance, after each press, that the person presses again if no answer comes in time.
    public var chance = Probability.always
    /// The time that the person waits for an answer; must not always be zero.
    public var every = Latency.constant(.seconds(5))

    /// Creates a value from its parts.
    public init(chance: Probability = .always, every: Latency = .constant(.seconds(5))) {
      self.chance = chance
      self.every = every
    }
  }

  /// The range of the numbers of presses that a person can be limited to.
  public static let mostRange: ClosedRange<UInt8> = 1...255

  /// The chance that someone asks support who does not press again.
  ///
  /// - Precondition: `resubmits` and `contactsSupport` are shares of the same times: at most 1 together.
  var contactsSupportInstead: Probability {
    let rest = 1 - resubmits.value
    return rest > 0 ? Probability(min(contactsSupport.value / rest, 1))! : .never
  }

  /// The person's phase.
  public enum Phase: Hashable, Sendable {
    /// Looks on while an operation is under way.
    case waits
    /// Saw no success, and will press again.
    case pauses
    /// Saw a success, or was told of one.
    case isSatisfied
    /// Saw no success, and told support.
    case asksSupport
    /// Saw no success, and gave up.
    case leaves
  }
}
