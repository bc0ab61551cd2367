import Simulation

/// The surroundings of a participant that acts, on top of the world of an interpreter.
struct ProtocolContext<Subject: Participants, Base: World<ProtocolSystem<Subject>.Event>>:
  Context
{
  private let system: ProtocolSystem<Subject>
  private let actor: Int
  private(set) var ordinals: Ordinals
  /// A copy of it would be a copy of everything that is pending.
  private let base: UnsafeMutablePointer<Base>

  init(
    _ system: ProtocolSystem<Subject>, actor: Int, ordinals: Ordinals,
    base: UnsafeMutablePointer<Base>
  ) {
    self.system = system
    self.actor = actor
    self.ordinals = ordinals
    self.base = base
  }

  mutating func send(_ message: Subject.Message, to receiver: Subject.Name) {
    let receiverIndex = system.index(of: receiver)
    precondition(receiverIndex != actor, "nobody needs a network to tell himself something")
    let transport = system.transport(system.names[actor], receiver)
    var site = ChoicePoint(
      actor: UInt8(actor), kind: 0, attempt: number(UInt64(actor) << 8 | UInt64(receiverIndex)),
      hop: UInt16(receiverIndex))
    let name = system.diary.map { _ in
      MessageName(
        ValueText.of(message), from: who, to: ValueText.of(receiver), number: site.attempt)
    }
    func isSo(
      _ chance: Probability, _ decision: Decision, _ surroundings: inout ProtocolContext
    ) -> Bool {
      site.kind = decision.rawValue
      return surroundings.happens(chance, at: site) {
        name?.label(decision)
      } words: {
        name?.words(decision)
      }
    }
    if isSo(transport.link.loss, .isLost, &self) {
      system.diary?.note(
        .sends(ValueText.of(message), from: actor, to: receiverIndex, arrival: nil),
        at: base.pointee.now)
      return
    }
    let copies = isSo(transport.duplication, .isDuplicated, &self) ? 2 : 1
    for copy in 1...copies {
      let isHeldUp = isSo(
        transport.holdUp, copy == 1 ? .isHeldUp : .isCopyHeldUp, &self)
      let decision: Decision =
        isHeldUp
        ? (copy == 1 ? .heldUpFor : .copyHeldUpFor) : (copy == 1 ? .latency : .copyLatency)
      site.kind = decision.rawValue
      let delay = takes(
        isHeldUp ? transport.heldUpFor : transport.link.latency, at: site
      ) { name?.label(decision) }
      system.diary?.note(
        .sends(
          ValueText.of(message), from: actor, to: receiverIndex, arrival: base.pointee.now + delay),
        at: base.pointee.now)
      base.pointee.schedule(
        .arrives(message, sender: UInt8(actor), receiver: UInt8(receiverIndex)), after: delay)
    }
  }

  mutating func set(_ timer: Subject.Timer, after delay: Delay) {
    cancel(timer)
    base.pointee.schedule(.fires(timer, at: UInt8(actor)), after: delay)
  }

  mutating func cancel(_ timer: Subject.Timer) {
    base.pointee.cancel(.fires(timer, at: UInt8(actor)))
  }

  mutating func fails(_ fault: StaticString, probability: Double) -> Bool {
    guard let chance = Probability(probability) else {
      preconditionFailure(
        "the probability of '\(fault)' must be between 0 and 1, not \(probability)")
    }
    let site = site(.fails, fault)
    let who = who
    return happens(chance, at: site) {
      "\(who) \(fault) #\(site.attempt)"
    } words: {
      "\(who) \(fault)" + (site.attempt > 1 ? " (at its \(Ordinal.text(site.attempt)) chance)" : "")
    }
  }

  mutating func chooses<Value>(_ what: StaticString, among values: [Value]) -> Value {
    precondition(!values.isEmpty, "there must be something to choose for '\(what)'")
    var site = site(.chooses, what)
    let who = who
    // The last one with 1 / n, or else the one before it with 1 / (n - 1), and so on.
    for index in stride(from: values.count - 1, to: 0, by: -1) {
      site.hop = UInt16(truncatingIfNeeded: index)
      let chance = Probability(1 / Double(index + 1)) ?? .never
      if happens(
        chance, at: site, label: { "\(who) \(what) #\(site.attempt) = \(index)" },
        words: { "\(who): \(what) is \(ValueText.of(values[index]))" })
      {
        return values[index]
      }
    }
    return values[0]
  }

  mutating func covers(_ branch: Subject.Branch) {
    guard let index = system.branches.firstIndex(of: branch), index < 64 else {
      preconditionFailure("'\(branch)' is one of the first 64 of all cases")
    }
    system.coverage.note(index)
    system.diary?.note(.covers("\(branch)", at: actor), at: base.pointee.now)
  }

  /// The site of a decision of the participant that has a name.
  private mutating func site(_ decision: Decision, _ name: StaticString) -> ChoicePoint {
    // FNV-1a (Fowler, Noll, Vo), 32 bits.
    var hash: UInt32 = 2_166_136_261
    name.withUTF8Buffer { for byte in $0 { hash = (hash ^ UInt32(byte)) &* 16_777_619 } }
    return ChoicePoint(
      actor: UInt8(actor), kind: decision.rawValue,
      attempt: number(1 << 63 | UInt64(actor) << 32 | UInt64(hash)), operation: hash)
  }

  /// Who acts, where it is written down: to look into a name takes longer than most handlers.
  private var who: String { system.diary == nil ? "" : ValueText.of(system.names[actor]) }

  private mutating func number(_ key: UInt64) -> UInt32 {
    system.isNumbering ? ordinals.next(key) : 0
  }

  /// Decides a chance, and writes it down if it happens.
  private mutating func happens(
    _ chance: Probability, at site: ChoicePoint, label: () -> String?, words: () -> String?
  ) -> Bool {
    guard let diary = system.diary else { return base.pointee.happens(chance, at: site) }
    diary.asksAbout(label() ?? "")
    let happens = base.pointee.happens(chance, at: site)
    diary.hasDecided(chance, happens)
    if happens, chance != .always {
      let words = words() ?? ""
      diary.deviate(label() ?? "")
      if system.isFault(site) { diary.hasFailed(words) }
      // A lost message is drawn as one.
      if site.kind != Decision.isLost.rawValue {
        diary.note(.turn(words, at: actor), at: base.pointee.now)
      }
    }
    return happens
  }

  /// Decides how long a message takes, and writes it down if it is not the shortest or the median.
  private mutating func takes(_ latency: Latency, at site: ChoicePoint, label: () -> String?)
    -> Delay
  {
    guard let diary = system.diary else { return base.pointee.delay(latency, at: site) }
    let label = label() ?? ""
    diary.asksAbout(label)
    let delay = base.pointee.delay(latency, at: site)
    if delay != latency.plainest { diary.deviate(DelayLabel.text(label, delay)) }
    return delay
  }
}
