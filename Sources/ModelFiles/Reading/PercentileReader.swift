import Simulation

/// Latencies that are given by their percentiles, as dashboards show them.
extension ModelReader {
  /// The quantile of the standard normal distribution at 99%.
  private static let normalP99 = 2.3263478740408408

  /// Reads a lognormal distribution: its median, with its sigma or its 99th percentile.
  mutating func lognormal(_ kind: Member) -> Latency? {
    var terms = ModelSchema.lognormal.initial
    guard let fields = read(kind.value, ModelSchema.lognormal, into: &terms) else { return nil }
    guard (fields["sigma"] == nil) != (fields["p99"] == nil) else {
      report(
        "'lognormal' needs its median and one of 'sigma' and 'p99', for example "
          + "{ median: \"80 ms\", p99: \"600 ms\" }",
        at: fields["p99"]?.keyRange ?? kind.value.range)
      return nil
    }
    guard let median = terms.scale else { return nil }
    if let sigma = terms.shape { return .lognormal(median: median, sigma: sigma) }
    guard let p99 = terms.p99 else { return nil }
    let ratio = Double(p99.nanoseconds) / Double(median.nanoseconds)
    let sigma = Elementary.logarithm(of: ratio) / ModelReader.normalP99
    // The range of 'sigma', which the model's text has instead.
    guard (0.01...100).contains(sigma) else {
      report(
        "'p99' must be longer than 'median', by 2.4% at least; for lengths that hardly differ say "
          + "{ constant: \(Quantity.text(of: median)) }",
        at: fields["p99"]?.value.range ?? kind.value.range)
      return nil
    }
    return .lognormal(median: median, sigma: sigma)
  }

  /// Reads percentiles by their names, with the shortest and the longest delay.
  mutating func percentiles(_ kind: Member) -> Latency? {
    guard case .object(let members) = kind.value.value else {
      reportMismatch("percentiles", "must be an object, for example \(example)", kind.value)
      return nil
    }
    var points: [(point: Percentiles.Point, member: Member)] = []
    for member in members {
      guard let share = share(named: member) else { return nil }
      guard let delay = parsed(member, Quantity.positiveDelay) else { return nil }
      if let twin = points.first(where: { $0.point.above == share }) {
        report(
          "'\(member.key)' is the same percentile as '\(twin.member.key)'", at: member.keyRange)
        return nil
      }
      points.append((Percentiles.Point(share, delay), member))
    }
    points.sort { $0.point.above > $1.point.above }
    for (shorter, longer) in zip(points, points.dropFirst())
    where shorter.point.delay > longer.point.delay {
      report(
        "'\(longer.member.key)' must be at least as long as '\(shorter.member.key)', which is "
          + Quantity.text(of: shorter.point.delay),
        at: longer.member.value.range)
      return nil
    }
    guard let percentiles = Percentiles(points.map(\.point)) else {
      report("'percentiles' needs two or more, for example \(example)", at: kind.value.range)
      return nil
    }
    return .percentiles(percentiles)
  }

  /// An example for messages, with the two ends that most dashboards show.
  private var example: String {
    "{ p50: \"80 ms\", p95: \"300 ms\", p99: \"600 ms\", max: \"5 s\" }"
  }

  /// The share of delays that exceed the percentile of a name; `nil` if there is none, which was reported.
  private mutating func share(named member: Member) -> Percentiles.Share? {
    if let share = ModelSchema.share(named: member.key) { return share }
    report(
      "'\(member.key)' is no percentile; say p50 for the median, p99 for 99%, p999 for 99.9%, and min "
        + "or max for the shortest and the longest",
      at: member.keyRange)
    return nil
  }
}

/// The names of percentiles.
extension ModelSchema {
  /// The share of delays that exceed the percentile of a name; `nil` if it is no name of one.
  ///
  /// Two digits are the percents, and those that follow their decimals, after a point or at once: p5, p50,
  /// p999 and "p99.9".
  static func share(named name: String) -> Percentiles.Share? {
    switch name {
    case "min": return .shortest
    case "max": return .longest
    default: break
    }
    guard name.first == "p" || name.first == "P" else { return nil }
    let parts = name.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    var percents = parts[0]
    var decimals = parts.count == 2 ? parts[1] : ""
    guard !percents.isEmpty, parts.count == 1 || !decimals.isEmpty && percents.count <= 2 else {
      return nil
    }
    if percents.count > 2 { (percents, decimals) = (percents.prefix(2), percents.dropFirst(2)) }
    guard (percents + decimals).utf8.allSatisfy({ (48...57).contains($0) }), decimals.count <= 10,
      name != "p100",
      let below = Int64(percents + decimals + String(repeating: "0", count: 10 - decimals.count)),
      below > 0
    else { return nil }
    return Percentiles.Share(trillionths: Percentiles.Share.whole - below)
  }

  /// The name of the percentile that a share of delays exceeds.
  static func name(of share: Percentiles.Share) -> String {
    switch share {
    case .shortest: return "min"
    case .longest: return "max"
    default: break
    }
    let below = String(Percentiles.Share.whole - share.trillionths)
    var digits = Substring(String(repeating: "0", count: 12 - below.count) + below)
    while digits.count > 2, digits.last == "0" { digits.removeLast() }
    return "p" + digits
  }

  /// The text of percentiles, from the shortest delay to the longest.
  static func text(of percentiles: Percentiles) -> JSON5Writer {
    .object(
      percentiles.points.map {
        JSON5Writer.Member(key: name(of: $0.above), value: .of($0.delay))
      })
  }
}
