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
    }
  }

  private func linkName(_ site: Site, _ system: ProtocolSystem<Subject>) -> String {
    let (sender, receiver) = (Int(site.actor), Int(site.hop))
    guard sender < system.names.count, receiver < system.names.count else { return "a message" }
    return "messages from \(system.names[sender]) to \(system.names[receiver])"
  }

  /// What one trial, with its own luck, says of where so many states come from.
  private var hint: String {
    let course = TrialRun(self, seed: 1).course(of: 0)
    if course.isCut {
      return "A trial does not end: after \(course.events) events its participants are "
        + StateChange.text(course.subject)
        + ". If something in there grows without end (a counter of retries, a log), bound it or forget it."
    }
    return
      "A trial ends after \(course.events) events: they are finitely many, but too many. Try fewer "
      + "faults, fewer retries or fewer participants."
  }
}
