import EndToEnd
import Simulation

/// The effects of a confirm on the server.
extension TraceReader {
  mutating func readConfirm(_ moment: Moment) {
    if moment.hasSuffered(.failsBeforeStore) {
      fail(moment, .beforeStore, isTold: isTold)
      return
    }
    let number = moment.namedReservation
    if moment.hasStored {
      note(moment, .server, .confirms(number, copy: moment.copies))
    } else if moment.hasConfirmed {
      note(moment, .server, .hasConfirmed(number))
    } else {
      note(moment, .server, .findsNoReservation)
    }
    if moment.hasSuffered(.failsAfterStore) {
      fail(moment, moment.hasStored ? .afterStore : .duringReplay, isTold: isTold)
    }
  }
}

extension Moment {
  /// The number of the reservation made last.
  var lastReservation: UInt32 { UInt32(after.server.reservations.count) }

  /// The number of the reservation that the client's confirms name; 0 if there is none.
  fileprivate var namedReservation: UInt32 { before.client.reservation ?? 0 }

  /// A Boolean value that indicates whether the reservation that the client's confirms name is confirmed.
  var hasConfirmed: Bool {
    namedReservation > 0 && after.server.reservations[Int(namedReservation) - 1].isConfirmed
  }
}
