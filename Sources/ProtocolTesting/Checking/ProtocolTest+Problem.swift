import Simulation

extension ProtocolTest {
  /// What stands against following everything that may happen, and what to do.
  func problem(
    _ problem: ExplorationProblem, _ system: ProtocolSystem<Subject>
  ) -> ProtocolProblem {
    switch problem {
    case .states(let limit): .tooManyStates(limit: limit, hint: hint)
    case .continuousDelay(let site, _): .continuousLatency(linkName(site, system))
    case .dependsOnDelay: .dependsOnDelay
    case .notRepeatable:
      .notRepeatable("a handler that is run again with the same state does something else")
    }
  }

  private func linkName(_ site: ChoicePoint, _ system: ProtocolSystem<Subject>) -> String {
    let (sender, receiver) = (Int(site.actor), Int(site.hop))
    guard sender < system.names.count, receiver < system.names.count else { return "a message" }
    return "messages from \(system.names[sender]) to \(system.names[receiver])"
  }

  /// What some courses with many faults say of where so many states come from: the longest of them.
  private var hint: String {
    var longest: (events: Int, subject: Subject, hasEnded: Bool)?
    for trial in 0..<20 as Range<UInt64> {
      let course = longCourse(trial)
      if course.events > longest?.events ?? -1 { longest = course }
    }
    guard let longest else { return "" }
    let participants =
      "the longest of 20 random courses with many faults "
      + (longest.hasEnded
        ? "ends after \(longest.events) events" : "has not ended after \(longest.events) events")
    return
      "To see what grows: \(participants), with the participants \(ValueText.of(longest.subject)). What "
      + "counts without end in there (retries, a log) must be bounded or forgotten; and a message that is held "
      + "up longer than a timer piles up with those sent after it. Or try fewer faults."
  }

  private func longCourse(_ trial: UInt64) -> (events: Int, subject: Subject, hasEnded: Bool) {
    var system = ProtocolSystem(self)
    system.isNumbering = true
    var world = RandomWorld(
      system, trial, fault: Probability(0.4) ?? .never, mostFaults: nil)
    let course = world.run(eventLimit: min(limits.events, 1_000))
    return (course.events, course.state.subject, course.hasEnded)
  }
}
