import Simulation

/// The audit of one run of a handler: the same run with the same answers must do the same, in any order that sets and
/// dictionaries list their elements.
extension ProtocolSystem {
  /// Everything that a handler reads, except the answers of its context.
  private struct Input {
    var subject: Subject
    var state: State
    var event: Event

    /// Returns an equal input whose containers list their elements in another order.
    func shuffled(_ index: Int, by shuffle: inout ContainerShuffle) -> (Input, [String]) {
      var other = self
      var containers: [String] = []
      func note(_ place: String) {
        containers += shuffle.containers[containers.count...].map { "the \($0) \(place)" }
      }
      other.subject = shuffle.value(subject)
      note("of the protocol's parameters")
      other.state.nodes[index] = shuffle.value(state.nodes[index])
      note("of the node's state")
      switch event {
      case .arrives(let message, let sender, let receiver):
        other.event = .arrives(shuffle.value(message), sender: sender, receiver: receiver)
        note("of the message")
      case .fires(let timer, let index):
        other.event = .fires(shuffle.value(timer), at: index)
        note("of the timer")
      case .starts, .restarts, .heals: break
      }
      return (other, containers)
    }
  }

  /// Everything that one run of a handler does.
  private struct Output: Equatable {
    /// The state of the node after the run.
    let node: Subject.NodeState
    /// Its requests, in their order.
    let requests: [AuditWorld<Event>.Request]
  }

  /// Runs the handler of an event on its own, several times, and reports an error if the runs differ.
  ///
  /// The same input in another order of its containers says the same each time. Only what is not in the input, for example a
  /// random number, may need several runs to show.
  ///
  /// - Parameters:
  ///   - state: the state before the handler ran.
  ///   - answers: the answers to the node's own questions, in their order.
  ///   - after: the state of the node that the handler left; `nil` if more than the handler has changed it.
  ///   - number: the number of the run.
  func audit(
    _ event: Event, at index: Int, _ state: State, _ answers: [Bool],
    after: Subject.NodeState?, run number: Int
  ) {
    var hasher = Hasher()
    hasher.combine(event)
    hasher.combine(state.nodes[index])
    hasher.combine(answers)
    let earlier = watch.earlierAudits(of: hasher.finalize())
    // A few runs of each input must do.
    let isRepeated = number < 100
    if earlier > 0, !isRepeated { return }
    let input = Input(subject: subject, state: state, event: event)
    if earlier > 0 {
      let output = output(of: input, at: index, answers)
      let isSame =
        earlier < 4
        ? isSame(output, input, index, answers) : after.map { $0 == output.node } ?? true
      return isSame ? () : reportUnrepeatable(event)
    }
    var shuffle = ContainerShuffle()
    let shuffled = input.shuffled(index, by: &shuffle)
    if shuffle.hasMetContainer { watch.meetContainer() }
    if shuffle.containers.isEmpty, !isRepeated { return }
    let output = output(of: input, at: index, answers)
    if isRepeated, !isSame(output, input, index, answers) { return reportUnrepeatable(event) }
    if shuffle.containers.isEmpty { return }
    for first in shuffle.turns {
      var turn = ContainerShuffle(first: first)
      let other = first == 1 ? shuffled.0 : input.shuffled(index, by: &turn).0
      if self.output(of: other, at: index, answers) == output { continue }
      if !isSame(output, input, index, answers) { return reportUnrepeatable(event) }
      return report(event, shuffled.1, culprit(of: input, at: index, answers, output))
    }
  }

  /// Runs a handler on a copy of its input.
  private func output(of input: Input, at index: Int, _ answers: [Bool]) -> Output {
    var system = self
    system.subject = input.subject
    system.coverage = Coverage()
    system.diary = nil
    system.recorder = nil
    system.isNumbering = false
    var state = input.state
    var world = AuditWorld<Event>(answers: answers)
    withUnsafePointer(to: system) { system in
      withUnsafeMutablePointer(to: &world) { world in
        var context = ProtocolContext(system, node: index, ordinals: Ordinals(), base: world)
        system.pointee.handle(input.event, &state.nodes[index], &context)
      }
    }
    return Output(node: state.nodes[index], requests: world.requests)
  }

  /// Returns true if the same input gives the same output again, with other addresses on the heap: the order of a
  /// container that the handler makes depends on them.
  private func isSame(_ output: Output, _ input: Input, _ index: Int, _ answers: [Bool]) -> Bool {
    let sizes = (1...20).map { 32 * $0 }
    var blocks: [UnsafeMutableRawPointer] = []
    defer { for block in blocks { block.deallocate() } }
    for _ in 0..<2 {
      for size in sizes {
        blocks.append(UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16))
      }
      if self.output(of: input, at: index, answers) != output { return false }
    }
    return true
  }

  /// The first container that alone makes a difference.
  private func culprit(
    of input: Input, at index: Int, _ answers: [Bool], _ output: Output
  ) -> Int? {
    var all = ContainerShuffle()
    _ = input.shuffled(index, by: &all)
    return all.containers.indices.first { number in
      all.turns.contains { first in
        var shuffle = ContainerShuffle(only: number, first: first)
        let other = input.shuffled(index, by: &shuffle).0
        return self.output(of: other, at: index, answers) != output
      }
    }
  }

  /// Reports a handler whose result depends on the order of a set or dictionary, with the
  /// container if it is known.
  private func report(_ event: Event, _ containers: [String], _ culprit: Int?) {
    let names = culprit.map { [containers[$0]] } ?? containers
    watch.report(
      .dependsOnHashOrder(what: handlerName(event), container: names.joined(separator: " or ")))
  }

  /// Reports a handler that does not do the same again.
  private func reportUnrepeatable(_ event: Event) {
    watch.report(
      .notRepeatable(
        "\(handlerName(event)) does something else when it is run again with the same state"))
  }

  /// A handler and its occasion, in words.
  private func handlerName(_ event: Event) -> String {
    func name(_ index: UInt8) -> String { ValueText.of(names[Int(index)]) }
    return switch event {
    case .starts(let index): "'started' at \(name(index))"
    case .arrives(let message, _, let receiver):
      "'received' at \(name(receiver)), with the message \(ValueText.of(message)),"
    case .restarts(let index): "'restarted' at \(name(index))"
    case .heals: "the network"
    case .fires(let timer, let index):
      "'timerFired' at \(name(index)), with the timer \(ValueText.of(timer)),"
    }
  }

  /// Evaluates a property again with containers that list their elements in another order, and reports an error if it
  /// then says something else.
  func audit(_ property: Property<Subject>, _ isTrue: Bool, of nodes: [Subject.NodeState]) {
    if nodes.allSatisfy({ PlainTypes.contain(typeOf: $0) }) { return }
    var hasher = Hasher()
    hasher.combine(property.sentence)
    hasher.combine(nodes)
    if watch.earlierAudits(of: hasher.finalize()) > 0 { return }
    var shuffle = ContainerShuffle()
    var others = nodes
    /// The nodes with something to list in another order.
    var shuffled: [Int] = []
    for index in nodes.indices {
      let known = shuffle.containers.count
      others[index] = shuffle.value(nodes[index])
      if shuffle.containers.count > known { shuffled.append(index) }
    }
    for first in shuffled.isEmpty ? 1..<1 : shuffle.turns {
      var turn = ContainerShuffle(first: first)
      if first > 1 { for index in shuffled { others[index] = turn.value(nodes[index]) } }
      let again = property.isTrue(of: NodeStates(names: names, states: others), nil)
      if again == isTrue { continue }
      return watch.report(
        .dependsOnHashOrder(
          what: "'\(property.sentence)'",
          container: shuffle.containers.map { "the \($0) of a node's state" }
            .joined(separator: " or ")))
    }
  }
}
