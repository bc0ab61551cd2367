import EndToEnd
import Simulation

/// The circuit breaker.
///
/// A breaker counts failures by number or by share, among the latest attempts or within a time:
/// four combinations, and every library has one of them. `failures` and `rate` exclude each
/// other, and so do `of` and `within`.
extension ModelSchema {
  /// `circuitBreaker: { failures: 5, opensFor: "30 s" }`.
  static let circuitBreaker = ObjectSchema("'circuitBreaker'", initial: CircuitBreaker()) {
    Key(
      "failures", type: .count(1...1_000_000),
      "The number of failures that open the circuit breaker.", example: "5", written: .always,
      default: "5"
    ) { reader, member, breaker in
      breaker.failures = count.read(&reader, member, nil) ?? breaker.failures
    } write: { breaker, form in
      breaker.rate == nil ? count.write(breaker.failures, form) : nil
    }
    optional(
      "rate", \.rate, .probability,
      "The share of failures that opens the circuit breaker, instead of a number.",
      example: "\"50%\"", default: "absent")
    Key(
      "of", type: .count(1...UInt64(CircuitBreaker.windowRange.upperBound)),
      "The number of latest attempts among which failures are counted.", example: "10",
      written: .always, default: "failures"
    ) { reader, member, breaker in
      breaker.of = window.read(&reader, member, nil) ?? breaker.of
    } write: { breaker, form in
      breaker.within == nil ? window.write(breaker.of, form) : nil
    }
    optional(
      "within", \.within, .positiveDuration,
      "The time up to now in which failures are counted, instead of a number of attempts.",
      example: "\"30 s\"", default: "absent")
    Key(
      "atLeast", \.atLeast, .count(0...1_000_000),
      "The number of attempts without which the circuit breaker stays closed.", example: "10",
      written: .ifNotDefault, default: "0; with a rate: of, or 10 within a time")
    Key(
      "opensFor", \.opensFor, .positiveDuration,
      "The time in which an open circuit breaker lets no request through.", example: "\"30 s\"",
      written: .always)
    Key(
      "probes", \.probes, .count(0...255),
      "The number of requests that a half-open circuit breaker lets through to decide; with 0 it closes without any.",
      example: "1", written: .always)
    optional(
      "closesAfter", \.closesAfter, .count(1...255),
      "The number of those requests that must succeed to close it.", example: "6",
      default: "probes")
  }

  /// A key that no text has where it is absent.
  ///
  /// Equal rules must be equal values, whichever keys the file used for them. So a key without
  /// effect is not written.
  private static func optional<Content>(
    _ name: String, _ path: Path<CircuitBreaker, Content?>, _ codec: Codec<Content>,
    _ meaning: String, example: String, default defaultNote: String
  ) -> Key<CircuitBreaker> {
    Key(
      name, type: codec.type, meaning, example: example, written: .ifNotDefault,
      default: defaultNote
    ) { reader, member, breaker in
      breaker[keyPath: path] = codec.read(&reader, member, nil) ?? breaker[keyPath: path]
    } write: { breaker, form in
      breaker[keyPath: path].map { codec.write($0, form) }
    }
  }

  /// A number of failures or attempts.
  private static let count = Codec<UInt32>.count(1...1_000_000)
  /// A number of latest attempts, which a breaker remembers as bits.
  private static let window = Codec<UInt8>.count(CircuitBreaker.windowRange)

  /// That object, the name of a library's circuit breaker, or `"none"`.
  static let circuitBreakerCodec = Codec<CircuitBreaker?>(
    .either([
      .object(circuitBreaker.description),
      .words(["none"] + NamedCircuitBreaker.all.map(\.name)),
    ])
  ) { reader, member, _ in
    if case .string("none") = member.value.value { return .some(nil) }
    if case .string(let name) = member.value.value,
      /// The rules of the library of that name.
      let known = NamedCircuitBreaker.all.first(where: { $0.name == name })
    {
      return known.breaker
    }
    guard case .object = member.value.value else {
      let names = NamedCircuitBreaker.all.map { "\"\($0.name)\"" }.joined(separator: ", ")
      reader.reportMismatch(
        "circuitBreaker",
        "must be an object, for example { failures: 5, opensFor: \"30 s\" }, the name of a library's "
          + "(\(names)), or \"none\"", member.value)
      return nil
    }
    /// The rules so far, at their defaults.
    var breaker = circuitBreaker.initial
    guard let fields = reader.read(member.value, circuitBreaker, into: &breaker) else { return nil }
    complete(&breaker, fields)
    check(&reader, breaker, fields)
    return breaker
  } write: { breaker, form in
    breaker.map { circuitBreaker.text(of: $0, form) } ?? .quoted("none")
  }

  /// Fills in what depends on the other keys.
  private static func complete(_ breaker: inout CircuitBreaker, _ fields: Fields) {
    // A key that is not used keeps its default, so that equal rules are equal values.
    if breaker.rate != nil { breaker.failures = circuitBreaker.initial.failures }
    if breaker.within != nil {
      breaker.of = circuitBreaker.initial.of
    } else if fields["of"] == nil, breaker.rate == nil {
      breaker.of = UInt8(min(breaker.failures, UInt32(CircuitBreaker.windowRange.upperBound)))
    }
    if breaker.rate != nil, fields["atLeast"] == nil {
      breaker.atLeast = breaker.within == nil ? UInt32(breaker.of) : 10
    }
    if breaker.closesAfter == breaker.probes { breaker.closesAfter = nil }
  }

  /// Looks for rules that contradict each other, or that never open the circuit breaker.
  private static func check(
    _ reader: inout ModelReader, _ breaker: CircuitBreaker, _ fields: Fields
  ) {
    func report(_ message: String, at key: String) {
      reader.report(message, at: fields[key]?.value.range ?? fields.node.range)
    }
    if let rate = breaker.rate {
      if fields["failures"] != nil {
        report(
          "'failures' is a number and 'rate' a share of the attempts that must have failed; "
            + "choose one", at: "rate")
      }
      if rate == .never {
        report("'rate' must be more than 0, or every attempt opens the circuit breaker", at: "rate")
      }
      if fields["of"] == nil, breaker.within == nil {
        report(
          "a 'rate' needs the attempts that it is a share of: of: 100 for the last ones, or "
            + "within: \"30 s\"", at: "rate")
      }
    }
    if breaker.within != nil, fields["of"] != nil {
      report(
        "'of' is a number of attempts and 'within' a time in which they are counted; choose one",
        at: "within")
    }
    if breaker.within == nil {
      if breaker.rate == nil, breaker.of < breaker.failures {
        report(
          "'of' is how many attempts are looked at: at least the \(breaker.failures) 'failures' that "
            + "open the circuit breaker, and at most \(CircuitBreaker.windowRange.upperBound); more "
            + "are counted in a time, for example within: \"30 s\"",
          at: fields["of"] == nil ? "failures" : "of")
      }
      if breaker.atLeast > breaker.of {
        report(
          "the circuit breaker looks at \(breaker.of) attempts, which are never the "
            + "\(breaker.atLeast) of 'atLeast': it would never open; lower it, or raise 'of'",
          at: "atLeast")
      }
    }
    if let needed = breaker.closesAfter, needed > breaker.probes {
      report(
        "'closesAfter' is how many of the \(breaker.probes) 'probes' must succeed: at most that many",
        at: "closesAfter")
    }
  }
}

/// The circuit breaker of a library with its defaults, by its name in models.
struct NamedCircuitBreaker: Sendable {
  /// The name in models: that of the library, with its version where the default has changed.
  let name: String
  /// The place where it was read.
  let source: String
  /// The rules, as the library has them by default.
  let breaker: CircuitBreaker

  /// A circuit breaker with some rules changed from the defaults of a model.
  init(_ name: String, source: String, _ rules: (inout CircuitBreaker) -> Void) {
    self.name = name
    self.source = source
    var breaker = CircuitBreaker()
    rules(&breaker)
    self.breaker = breaker
  }

  /// All of them.
  static let all = [
    // Polly keeps its 30 s in ten buckets, of which the oldest is dropped as a whole.
    NamedCircuitBreaker(
      "polly-v8", source: "App-vNext/Polly src/Polly.Core/CircuitBreaker/CircuitBreakerConstants.cs"
    ) {
      $0.rate = Probability(0.1)
      $0.within = .seconds(30)
      $0.atLeast = 100
      $0.opensFor = .seconds(5)
    },
    // Half-open, resilience4j judges its 10 calls by the same rate: 5 failures of 10 open it again.
    NamedCircuitBreaker(
      "resilience4j", source: "resilience4j/resilience4j CircuitBreakerConfig.java"
    ) {
      $0.rate = Probability(0.5)
      $0.of = 100
      $0.atLeast = 100
      $0.opensFor = .seconds(60)
      $0.probes = 10
      $0.closesAfter = 6
    },
    // It opens with more than 5 failures one after the other.
    NamedCircuitBreaker("gobreaker", source: "sony/gobreaker gobreaker.go (034cbc7)") {
      $0.failures = 6
      $0.of = 6
      $0.opensFor = .seconds(60)
    },
    // Of one host: a second ejection of the same host lasts twice as long, and a cluster in which most
    // hosts are ejected uses all of them again. A model has neither.
    NamedCircuitBreaker(
      "envoy-outlier-detection",
      source: "envoyproxy.io, API v3, config.cluster.v3.OutlierDetection"
    ) {
      $0.failures = 5
      $0.of = 5
      $0.opensFor = .seconds(30)
      $0.probes = 0
    },
  ]
}
