extension Tally {
  /// Everything that was counted.
  var record: CountRecord {
    var record = CountRecord()
    record.add(
      "cells",
      cells.enumerated().filter { $0.element.count > 0 }.map { index, cell in
        [
          index.description, cell.count.description, cell.attempts.sum.description,
          cell.attempts.sumOfSquares.description, cell.firstTrial.description,
        ]
      })
    record.add("attempts", [attempts.map(\.description)])
    for number in OutcomeCount.all { record.add(number.name, self[number]) }
    record.add("most_requests", [[mostRequests.description]])
    times.add(to: &record)
    return record
  }

  /// Reads a tally, and checks that its counts agree with each other.
  init(_ record: CountRecord) throws(CountRecordError) {
    self.init()
    for row in try record.rows("cells", columns: 5) {
      let index = try row.index(0, below: OutcomeKey.count)
      if cells[index].count > 0 { throw CountRecord.contradiction("cells") }
      cells[index].count = try row.count(1)
      cells[index].attempts = Moments(sum: try row.number(2), sumOfSquares: try row.number(3))
      cells[index].firstTrial = try row.number(4)
    }
    let row = try record.row("attempts", columns: attempts.count)
    for index in attempts.indices { attempts[index] = try row.count(index) }
    for number in OutcomeCount.all {
      counts[number.rawValue] = try record.moments(number.name)
    }
    mostRequests = try record.row("most_requests", columns: 1).number(0)
    times = try TimeHistogram(record)
    let all = try CountRecord.sum(cells.lazy.map(\.count), of: "cells")
    guard try CountRecord.sum(attempts, of: "attempts") == all, isPossible else {
      throw CountRecordError("its numbers contradict each other")
    }
  }
}

extension TimeHistogram {
  fileprivate func add(to record: inout CountRecord) {
    record.add("times", [[count.description, sum.description, sumOfSquares.description]])
    record.add(
      "time_buckets",
      buckets.enumerated().filter { $0.element.count > 0 }.map { index, bucket in
        [index.description, bucket.count.description, bucket.excess.description]
      })
  }

  /// Reads a histogram, and checks that its buckets hold as many times as it says.
  fileprivate init(_ record: CountRecord) throws(CountRecordError) {
    let row = try record.row("times", columns: 3)
    var found: [(index: Int, bucket: Bucket)] = []
    for row in try record.rows("time_buckets", columns: 3) {
      found.append(
        (
          index: try row.index(0, below: TimeHistogram.mostBuckets),
          bucket: Bucket(count: try row.count(1), excess: try row.number(2))
        ))
    }
    let count = try row.count(0)
    if try CountRecord.sum(found.lazy.map(\.bucket.count), of: "time_buckets") != count
      || Set(found.map(\.index)).count != found.count
    {
      throw CountRecordError("'time_buckets' does not hold \(count) times")
    }
    self.init(
      buckets: found, count: count, sum: try row.number(1),
      sumOfSquares: try row.number(2))
  }
}
