extension Experiment.Count {
  /// Everything that was counted: a record for each strategy, then one for each pair.
  package var records: [CountRecord] { tallies.map(\.record) + pairs.map(\.record) }

  /// The counts of some strategies in some trials.
  ///
  /// - Parameter baseline: the index of the strategy that the others are paired with.
  /// - Throws: if the records do not say that.
  package init(
    _ records: [CountRecord], strategies: Int, baseline: Int?, done: TrialRanges
  ) throws(CountRecordError) {
    let trials = done.count
    if records.count != strategies * (baseline == nil ? 1 : 2) {
      throw CountRecordError("there are \(records.count) counts for \(strategies) strategies")
    }
    var tallies: [Tally] = []
    var pairs: [PairTally] = []
    for (index, record) in records.enumerated() {
      if index < strategies {
        tallies.append(try Tally(record))
      } else {
        pairs.append(try PairTally(record))
      }
    }
    if tallies.contains(where: { $0.trials != trials || !$0.hasFirstTrials(in: done) }) {
      throw CountRecordError("not all strategies were counted in \(trials) trials")
    }
    for (index, pair) in pairs.enumerated() {
      guard let baseline else { break }
      let isPossible =
        index == baseline
        ? pair == PairTally() : pair.isPossible(between: tallies[baseline], and: tallies[index])
      if !isPossible {
        throw CountRecordError("the differences from the baseline contradict the tallies")
      }
    }
    self.init(tallies: tallies, pairs: pairs, trials: trials)
  }
}

extension LoadExperiment.Count {
  /// Everything that was counted: a record for each strategy.
  package var records: [CountRecord] {
    strategies.map { strategy in
      var record = strategy.tally.record
      strategy.series.add(to: &record)
      record.add(
        "figures",
        strategy.figures.flatMap { figures in
          figures.pairs.enumerated().compactMap { index, pair in
            pair.map {
              [
                figures.run.description, index.description, $0.part.description,
                $0.whole.description,
              ]
            }
          }
        })
      record.add("figure_runs", strategy.figures.map { [$0.run.description] })
      return record
    }
  }

  /// The counts of some strategies in some runs.
  ///
  /// - Throws: if the records do not say that.
  package init(
    _ records: [CountRecord], strategies: Int, done: TrialRanges
  ) throws(CountRecordError) {
    let runs = done.count
    if records.count != strategies {
      throw CountRecordError("there are \(records.count) counts for \(strategies) strategies")
    }
    var counts: [LoadExperiment.StrategyCount] = []
    for record in records {
      let figures = try RunFigures.all(record)
      let series = try LoadSeries(record)
      if figures.count != runs || series.runs != runs
        || !figures.allSatisfy({ done.contains($0.run) })
      {
        throw CountRecordError("not all strategies were counted in \(runs) runs")
      }
      let tally = try Tally(record)
      for (index, measure) in Measure.all.enumerated() {
        let pairs = figures.compactMap { $0.pairs[index] }
        if pairs.isEmpty { continue }
        let sum = RunFigures.Pair(
          part: pairs.reduce(0) { $0 + $1.part }, whole: pairs.reduce(0) { $0 + $1.whole })
        if !sum.isPossible(for: measure, of: tally) {
          throw CountRecord.contradiction("figures")
        }
      }
      counts.append(
        LoadExperiment.StrategyCount(tally: tally, series: series, figures: figures))
    }
    self.init(strategies: counts, runs: runs)
  }
}

extension RunFigures {
  fileprivate static func all(_ record: CountRecord) throws(CountRecordError) -> [RunFigures] {
    var runs: [UInt64] = []
    var pairs: [UInt64: [Pair?]] = [:]
    for row in try record.rows("figure_runs", columns: 1) {
      let run: UInt64 = try row.number(0)
      // In their order: sums of doubles depend on it.
      if let last = runs.last, last >= run { throw CountRecord.contradiction("figure_runs") }
      runs.append(run)
      pairs[run] = [Pair?](repeating: nil, count: Measure.all.count)
    }
    for row in try record.rows("figures", columns: 4) {
      let run: UInt64 = try row.number(0)
      let index = try row.index(1, below: Measure.all.count)
      guard pairs[run] != nil else { throw CountRecordError("there is no run \(run)") }
      let pair = Pair(part: try row.double(2), whole: try row.double(3))
      if pairs[run]?[index] != nil { throw CountRecord.contradiction("figures") }
      if Measure.all[index].isShareOfOperations,
        !(0...Double(CountRecord.mostTrials)).contains(pair.part)
      {
        throw CountRecordError("\(pair.part) is no number for 'figures'")
      }
      pairs[run]?[index] = pair
    }
    return runs.map { RunFigures(run: $0, pairs: pairs[$0] ?? []) }
  }
}
