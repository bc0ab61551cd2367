import Simulation

/// A protocol over its network, as a system that every interpreter can run.
struct ProtocolSystem<Subject: Participants>: System {
  enum Event: Hashable, Sendable {
    case arrives(Subject.Message, sender: UInt8, receiver: UInt8)
    case fires(Subject.Timer, at: UInt8)
  }

  struct State: Hashable, Sendable {
    var subject: Subject
    /// The properties that must always hold and did not, a bit for each.
    var broken: UInt64 = 0
    /// The properties that have come true which must do so eventually.
    var come: UInt64 = 0
    var ordinals = Ordinals()
  }

  let participants: Subject
  let names: [Subject.Name]
  let transport: @Sendable (Subject.Name, Subject.Name) -> Transport
  let properties: [Property<Subject>]
  let branches = Array(Subject.Branch.allCases)
  let coverage: Coverage
  /// Whether decisions are numbered: a trial needs that, and whoever follows all ways must not.
  var isNumbering = false
  /// Where a course is written down that is taken once more.
  var diary: TraceRecorder?

  init(_ test: ProtocolTest<Subject>, coverage: Coverage = Coverage()) {
    participants = test.participants
    names = test.participants.names
    transport = test.transport
    properties = test.properties
    self.coverage = coverage
    precondition(
      !names.isEmpty && names.count <= 200 && Set(names).count == names.count,
      "a protocol has 1 to 200 participants with different names")
  }

  /// The number of a participant.
  func index(of name: Subject.Name) -> Int {
    guard let index = names.firstIndex(of: name) else {
      preconditionFailure("'\(name)' is not one of the names of the participants")
    }
    return index
  }

  func start(in world: inout some World<Event>) -> State {
    var state = State(subject: participants)
    for (index, name) in names.enumerated() {
      act(as: index, &state, in: &world) { subject, surroundings in
        subject.start(name, in: &surroundings)
      }
    }
    return state
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    switch event {
    case .arrives(let message, let sender, let receiver):
      diary?.note(
        .arrives(ValueText.of(message), from: Int(sender), to: Int(receiver)), at: world.now)
      act(as: Int(receiver), &state, in: &world) { subject, surroundings in
        subject.receive(
          message, from: names[Int(sender)], at: names[Int(receiver)], in: &surroundings)
      }
    case .fires(let timer, let index):
      diary?.note(.fires(ValueText.of(timer), at: Int(index)), at: world.now)
      act(as: Int(index), &state, in: &world) { subject, surroundings in
        subject.fires(timer, at: names[Int(index)], in: &surroundings)
      }
    }
  }

  /// Lets a participant act, and asks what holds then.
  private func act<Base: World<Event>>(
    as index: Int, _ state: inout State, in world: inout Base,
    _ body: (inout Subject, inout ProtocolContext<Subject, Base>) -> Void
  ) {
    let before = diary.map { (subject: state.subject, length: $0.length) }
    withUnsafeMutablePointer(to: &world) { world in
      var surroundings = ProtocolContext(
        self, actor: index, ordinals: state.ordinals, base: world)
      body(&state.subject, &surroundings)
      state.ordinals = surroundings.ordinals
      if let diary, let before {
        diary.note(
          changes: StateChange.changes(from: before.subject, to: state.subject), of: index,
          after: before.length, at: world.pointee.now)
      }
    }
    for (number, property) in properties.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      switch property.time {
      case .always:
        if state.broken & bit == 0, !property.isTrue(of: state.subject, diary) {
          state.broken |= bit
        }
      case .eventually:
        if state.come & bit == 0, property.isTrue(of: state.subject, diary) {
          state.come |= bit
        }
      case .atTheEnd: break
      }
    }
  }

  /// The number of the first property that is broken, if nothing is under way any more or in any case.
  func firstBroken(in state: State, isEnd: Bool) -> Int? {
    properties.indices.first { number in
      let isDue = isEnd || properties[number].time == .always
      return isDue && isBroken(number, atEnd: state)
    }
  }

  /// The number of the first property that has not come true and must do so eventually.
  func firstMissing(in state: State) -> Int? {
    properties.indices.first { properties[$0].time == .eventually && isBroken($0, atEnd: state) }
  }

  /// Whether a property is broken when nothing is under way any more.
  func isBroken(_ number: Int, atEnd state: State) -> Bool {
    let bit: UInt64 = 1 << UInt64(number)
    return switch properties[number].time {
    case .always: state.broken & bit != 0
    case .eventually: state.come & bit == 0
    case .atTheEnd: !properties[number].isTrue(of: state.subject, diary)
    }
  }

  func isFault(_ site: ChoicePoint) -> Bool { Decision(rawValue: site.kind)?.isFault ?? false }
}
