import EndToEnd
import Simulation

/// The workers of the server, and its pace under load.
extension ModelSchema {
  /// `capacity: { workers: 8, queue: 100 }`.
  static let capacity = ObjectSchema("'capacity'", initial: Capacity()) {
    Key(
      "workers", \.workers, workers,
      "The number of requests that the server works on at once.", example: "4", written: .always)
    Key(
      "queue", \.queue, queue, "The number of requests that may wait.", example: "100",
      written: .always)
    Key(
      "discipline", \.discipline, .words([("fifo", .fifo), ("lifo", .lifo)]),
      "The order in which waiting requests are served: first come first, or last come first.",
      example: "\"lifo\"", written: .always)
    Key(
      "hearsCancellation", \.hearsCancellation, .boolean,
      "Whether the server drops a queued request whose sender has stopped waiting for it.",
      example: "true", written: .always)
    Key(
      "contention", \.contention, .number(0...1_000_000),
      "The share of a service by which each other request in service makes it longer: contention in the universal scalability law.",
      example: "0.01")
    Key(
      "coherency", \.coherency, .number(0...1_000_000),
      "The share of a service by which each pair of requests in service makes it longer: coherency in the universal scalability law.",
      example: "0.0001")
    Key(
      "overload", \.overload,
      .object(
        overload, or: .none,
        mismatch: "must be an object, for example { above: 30, factor: 10 }, or \"none\""),
      "The number of requests in service above which each service takes longer.",
      example: "{ above: 30, factor: 10 }")
  }

  /// `overload: { above: 50, factor: 3 }`, which needs more workers than that.
  static let overload = ObjectSchema(
    "'overload'", initial: Capacity.Overload(above: 1, factor: 1)
  ) {
    Key(
      "above", \.above, .count(1...1_000_000),
      "The largest number of requests in service at which the server is not slow yet.",
      example: "30", written: .always, isRequired: true)
    Key(
      "factor", \.factor, .number(Slowdown.factors),
      "The number of times as long that a service takes above it.", example: "10",
      written: .always, isRequired: true)
  }

  /// The number of workers, or "unbounded".
  private static let workers = Codec<UInt32>(
    .either([.count(1...1_000_000), .words(["unbounded"])])
  ) { value throws(QuantityError) in
    if case .string("unbounded") = value { return .max }
    do throws(QuantityError) {
      return UInt32(try Quantity.count(value, in: 1...1_000_000))
    } catch {
      throw QuantityError(requirement: error.requirement + ", or \"unbounded\"")
    }
  } write: {
    $0 == .max ? .quoted("unbounded") : .atom("\($0)")
  }

  /// Looks for load that can never be reached.
  @Sendable static func check(
    _ reader: inout ModelReader, _ capacity: Capacity, _ fields: Fields
  ) {
    let remedy = "add workers, for example workers: \"unbounded\", or leave it out"
    if let overload = capacity.overload, overload.above >= capacity.workers {
      reader.report(
        "the server is slow above \(overload.above) requests in service, and with "
          + "\(capacity.workers) 'workers' there are never more; " + remedy,
        at: (fields["overload"] ?? fields["workers"])?.value.range ?? fields.node.range)
    }
    if capacity.workers == 1, capacity.contention > 0 || capacity.coherency > 0 {
      reader.report(
        "'contention' and 'coherency' are what several requests in service cost each other, and with "
          + "1 of 'workers' there is never more than one; " + remedy,
        at: (fields["contention"] ?? fields["coherency"] ?? fields["workers"])?.value.range
          ?? fields.node.range)
    }
  }

  /// The number of places in the queue, or "unbounded".
  private static let queue = Codec<UInt32?>(
    .either([.count(0...1_000_000), .words(["unbounded"])])
  ) { value throws(QuantityError) in
    if case .string("unbounded") = value { return nil }
    do throws(QuantityError) {
      return UInt32(try Quantity.count(value, in: 0...1_000_000))
    } catch {
      throw QuantityError(requirement: error.requirement + ", or \"unbounded\"")
    }
  } write: {
    $0.map { .atom("\($0)") } ?? .quoted("unbounded")
  }
}

/// The times at which the server is slow.
extension ModelSchema {
  private static let slowMismatch =
    "must be an object, for example \(slowExample), or \"none\""
  /// An example of a slow time.
  private static let slowExample = "{ chance: \"1%\", lasts: \"10 s\", factor: 10 }"

  /// `slow: { chance: "1%", lasts: "10 s", factor: 10 }`, for models without clients.
  static let slow = ObjectSchema("'slow'", mayBePart: true, initial: SlowPeriod()) {
    Key(
      "chance", \.chance, .probability, "The chance that a write begins in a slow period.",
      example: "\"1%\"", written: .always, isRequired: true)
    Key(
      "lasts", \.lasts, .positiveLatency, "The length of the slow periods that writes meet.",
      example: "\"10 s\"", written: .always, isRequired: true)
    Key(
      "factor", \.factor, .number(Slowdown.factors),
      "The number of times as long that a service takes that begins in a slow period.",
      example: "10", written: .always, isRequired: true)
  }

  /// That object, or `"none"`.
  static let slowCodec = Codec<SlowPeriod?>.object(
    slow, or: .none, mismatch: slowMismatch, inherits: true)

  /// `slowdowns: [{ from: "20 s", lasts: "10 s", factor: 100 }]`, for models with clients.
  static let slowdown = ObjectSchema(
    "a slowdown", example: slowdownExample,
    remedies: ["chance": "a slowdown of 'slowdowns' is certain; leave the chance out"],
    initial: Slowdown(from: .zero, lasts: .seconds(1), factor: 1)
  ) {
    Key(
      "from", \.from, .duration,
      "The time from the start of the run to the start of the slowdown.", example: "\"20 s\"",
      written: .always, isRequired: true, remedy: slowdownExample)
    Key(
      "lasts", \.lasts, .positiveDuration, "The time until the server is as fast as before.",
      example: "\"10 s\"", written: .always, isRequired: true, remedy: slowdownExample)
    Key(
      "factor", \.factor, .number(Slowdown.factors),
      "The number of times as long that the same work takes, also if it was begun before.",
      example: "10", written: .always, isRequired: true, remedy: slowdownExample)
  }

  /// An example of one slowdown.
  private static let slowdownExample = "{ from: \"20 s\", lasts: \"10 s\", factor: 10 }"

  /// A list of such windows.
  static let slowdowns = Codec<[Slowdown]>.list(
    of: slowdown, 0...1_000,
    mismatch: "must be a list of at most 1000, for example [\(slowdownExample)]"
  ) { reader, slowdown, earlier, fields in
    guard let last = earlier.last, slowdown.from < last.end else { return }
    reader.report(
      "this slowdown must not begin before the one before it has ended, at "
        + "\(Quantity.text(of: last.end)); put them in order, or make one of them",
      at: fields["from"]?.value.range ?? fields.node.range)
  }
}
