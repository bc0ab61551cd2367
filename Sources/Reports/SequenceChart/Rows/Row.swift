import EndToEnd
import Simulation

extension SequenceChart {
  /// One thing that happened, at one participant.
  package struct Row: Hashable, Sendable {
    /// The virtual time of the event.
    package let instant: Instant
    /// The participant at which the event happened: the sender of a message that leaves, the receiver
    /// of one that arrives.
    package let participant: Participant
    /// The event, with the message if it is about one.
    package let event: ChartEvent

    /// A row of a chart.
    package init(_ instant: Instant, _ participant: Participant, _ event: ChartEvent) {
      self.instant = instant
      self.participant = participant
      self.event = event
    }
  }

  /// An event at a participant.
  package enum ChartEvent: Hashable, Sendable {
    /// A message leaves: it is under way, or already lost.
    case sends(Message)
    /// A message arrives at a participant that awaits it.
    case receives(Message)
    /// A message arrives and changes nothing.
    case ignores(Message, IgnoreReason)

    /// The timer of a request ran out.
    case timesOut(RequestName)
    /// A request ended without an answer, because its connection failed.
    case endsUnanswered(RequestName, because: ConnectionFailure)
    /// No answer has come yet, and another request is sent beside those under way.
    case hedges
    /// A wait begins, after which a request is sent again. With a read before it, the read is sent.
    case waits(Delay, before: RequestName)
    /// The circuit breaker changes to a phase.
    case circuitBreaker(CircuitBreaker.Phase)
    /// The client has attempts left and may not use them.
    case isThrottled(Throttle)
    /// The process of the client ends. Messages on their way to it have no receiver.
    case crashes
    /// The client's process is back, and goes on with what its outbox holds.
    case restarts
    /// The time for the whole operation is over.
    case deadlinePasses
    /// The client stops trying; from now on it hears nothing.
    case decides(Belief)

    /// A request is turned away as it arrives.
    case turnsAway(RequestName)
    /// A request is dropped without an answer: its deadline has passed.
    case drops(RequestName)
    /// A request has to wait: one with the same idempotency key is being served.
    case holdsBack(RequestName)
    /// A request that had to wait is served now.
    case serves(RequestName)
    /// A request is refused: one with the same idempotency key is being served.
    case findsConflict(RequestName)
    /// A request is executed although one with the same idempotency key is being served.
    case races(RequestName)

    /// The effect is durable once more.
    case stores(copy: UInt32, Recording)
    /// The copy that is durable already is replaced by the same data.
    case overwrites(Recording)
    /// A reservation is durable: nothing yet that counts.
    case reserves(UInt32, Recording)
    /// A reservation is confirmed, and so the effect durable once more.
    case confirms(UInt32, copy: UInt32)
    /// The reservation to be confirmed is so already: nothing is stored.
    case hasConfirmed(UInt32)
    /// The reservation to be confirmed is not there, or not any more.
    case findsNoReservation
    /// A reservation expires unconfirmed.
    case reservationExpires(UInt32)
    /// The idempotency key is recorded, in a write of its own.
    case recordsKey
    /// The record of the idempotency key, which was in progress, is completed.
    case completesRecord
    /// The lease of a record in progress ends: another request may take it over.
    case leaseEnds
    /// The idempotency key is known: nothing is stored, and a status is answered again.
    case knowsKey(Status)
    /// The request names a version that is no longer the present one: nothing is stored.
    case findsOtherVersion
    /// The data is there already, and is to be stored only once: nothing is stored.
    case findsCopy
    /// The client's next edit of the same thing is stored.
    case storesEdit
    /// Older data replaces the data of the next edit.
    case replacesEdit
    /// A replica takes over that never saw a write; the number of copies that are left.
    case losesWrite(left: UInt32)
    /// The two sides are compared, and what is wrong is not seen.
    case overlooks
    /// The client, which did not know or was told otherwise, is told that its data is stored.
    case learns
    /// The reconciliation stores data that was acknowledged and missing.
    case storesAgain
    /// The reconciliation removes this number of surplus copies.
    case voids(UInt32)
    /// The server fails.
    case fails(FailurePoint, isTold: Bool)
    /// The recorded key is lost: a restart, an eviction, another instance.
    case forgetsKey
    /// The time is over for which the recorded key was kept.
    case keyExpires

    /// The server is down as the operation begins.
    case isDown
    /// A request comes while the server is down.
    case isDownFor(RequestName)
    /// The server restarts while it works on a request, which is lost.
    case restartsDuring(RequestName)
    /// Another request is lost as the server restarts.
    case loses(RequestName)
    /// The server is no longer down.
    case isBack
    /// The server is slow as the operation begins.
    case isSlow
    /// The server is no longer slow.
    case isFastAgain

    /// The person presses the button, as presses are counted from 1.
    case presses(UInt32)
    /// The person saw no success and will press again.
    case willPressAgain(after: Delay)
    /// The person closes the page: the client's process ends.
    case closesPage
    /// The person saw a success, or was told of one.
    case isSatisfied
    /// The person saw no success and asks support.
    case asksSupport
    /// The person saw no success and leaves.
    case leaves
  }

  /// A limit that keeps a client from sending.
  package enum Throttle: Hashable, Sendable {
    /// The retry budget has no token, or the circuit breaker is open.
    case budget, circuitBreaker
  }

  /// The reason why a message that arrived changes nothing.
  package enum IgnoreReason: Hashable, Sendable {
    /// The receiver is done with the request that it answers.
    case isDone
    /// The receiver still works for it but no longer waits for this answer.
    case isNotAwaited
  }

  /// The data and the idempotency key that one write contains.
  package enum Recording: Hashable, Sendable {
    /// Nothing but the data is written.
    case dataAlone
    /// In one transaction with the key.
    case withKey
  }

  /// The point in the work of the server at which it fails.
  package enum FailurePoint: Hashable, Sendable {
    /// Nothing is stored.
    case beforeStore
    /// It has answered 200 and now stores nothing after all.
    case afterAcknowledging
    /// All is stored.
    case afterStore
    /// The key is known, so nothing is stored; the answer is not given either.
    case duringReplay
    /// The key is recorded and the data is not.
    case beforeData
    /// The data is stored and the key is not recorded.
    case beforeKey
    /// It cannot tell whether the data is there.
    case duringRead
  }
}
