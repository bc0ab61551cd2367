import EndToEnd
import Simulation

/// How the reader takes in a write in two steps.
extension ModelReader {
  /// - Parameter scenario: all that is known but the reservation, which may contradict it.
  mutating func reserveConfirm(_ member: Member, of scenario: inout Scenario) {
    guard let reservation = reserveConfirm(member) else { return }
    scenario.reservation = reservation
    if scenario.server.acknowledges == .beforeStore {
      report(
        "'reserveConfirm' cannot go with 'acknowledges: \"before-store\"': the answer names the "
          + "reservation, so it cannot come before there is one; override it here with "
          + "server: { acknowledges: \"after-store\" }",
        at: member.keyRange)
    }
    if scenario.clientChosenID != nil {
      report(
        "'reserveConfirm' cannot go with 'clientChosenId': a PUT to one id stores the same copy "
          + "again, which leaves nothing for a reservation to prevent; choose one",
        at: member.keyRange)
    }
  }

  /// True or false, or how long a reservation lives.
  private mutating func reserveConfirm(_ member: Member) -> Reservation? {
    if case .boolean(let isTrue) = member.value.value { return isTrue ? Reservation() : nil }
    guard case .object = member.value.value else {
      reportMismatch(
        "reserveConfirm", "must be true, false or an object such as { expires: \"15 min\" }",
        member.value)
      return nil
    }
    guard let fields = fields(of: member.value, Section.reservation) else { return nil }
    var reservation = Reservation()
    read("expires", of: fields, into: &reservation.expires, Duration.positive)
    return reservation
  }
}
