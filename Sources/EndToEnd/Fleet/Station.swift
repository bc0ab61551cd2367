import Simulation

/// The server's workers and the queue before them.
public struct Station: Hashable, Sendable {
  /// The number of busy workers.
  public private(set) var busy: UInt32 = 0
  /// The number of requests that wait.
  public private(set) var queueLength: UInt32 = 0
  /// Those that wait, in the order of their arrival; some are dropped already, and skipped.
  private var queue: [Place] = []
  /// The index of the first that has not been taken from the front.
  private var front = 0
  /// The number of places that were cut off before the first of `queue`: a ticket counts them, too.
  private var cut = 0

  /// A request that waits.
  public struct Place: Hashable, Sendable {
    let name: Fleet.Name
    let request: Request
    let since: Instant
    var isDropped = false

    /// The time that it has waited.
    func wait(until now: Instant) -> Delay {
      .nanoseconds(min(now.nanoseconds - since.nanoseconds, Delay.longest.nanoseconds))
    }
  }

  init() {}

  /// The reception of a request that comes.
  enum Reception {
    case served
    case queued(ticket: Int)
    case turnedAway
  }

  mutating func receive(
    _ request: Request, of name: Fleet.Name, at now: Instant, _ capacity: Capacity
  ) -> Reception {
    if busy < capacity.workers {
      busy += 1
      return .served
    }
    if let limit = capacity.queue, queueLength >= limit { return .turnedAway }
    queue.append(Place(name: name, request: request, since: now))
    queueLength += 1
    return .queued(ticket: cut + queue.count - 1)
  }

  /// A worker has served its request.
  mutating func release() {
    busy -= 1
  }

  /// A free worker takes on the next request that waits.
  mutating func next(_ discipline: Capacity.Discipline) -> Place? {
    while front < queue.count {
      let place: Place
      switch discipline {
      case .fifo:
        place = queue[front]
        front += 1
        cutFront()
      case .lifo:
        place = queue.removeLast()
      }
      if place.isDropped { continue }
      queueLength -= 1
      busy += 1
      return place
    }
    return nil
  }

  /// Takes a request out of the queue, if it is still there.
  mutating func drop(ticket: Int) -> Place? {
    let index = ticket - cut
    guard index >= front, index < queue.count, !queue[index].isDropped else { return nil }
    queue[index].isDropped = true
    queueLength -= 1
    return queue[index]
  }

  /// Goes down with the server: all requests leave, those that wait and those that are served.
  ///
  /// - Returns: how many were served, and who waited, in the order of their arrival.
  mutating func stop() -> (inService: UInt32, waiting: [Place]) {
    let waiting = queue[front...].filter { !$0.isDropped }
    let inService = busy
    // Tickets of those who have left stay different from those of who comes.
    cut += queue.count
    queue = []
    front = 0
    queueLength = 0
    busy = 0
    return (inService, Array(waiting))
  }

  /// Gives up the memory of the places at the front once they are more than half: on average one
  /// move for each.
  private mutating func cutFront() {
    guard front >= 64, front * 2 >= queue.count else { return }
    queue.removeFirst(front)
    cut += front
    front = 0
  }
}
