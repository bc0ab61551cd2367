extension PairTally {
  /// Everything that was counted.
  var record: CountRecord {
    var record = CountRecord()
    record.add(
      "cells",
      sortedCells.map { place, cell in
        [
          place.baseline.description, place.other.description, cell.count.description,
          cell.attempts.sum.description, cell.attempts.sumOfSquares.description,
        ]
      })
    record.add("times", times)
    for number in OutcomeCount.all { record.add(number.name, self[number]) }
    return record
  }

  init(_ record: CountRecord) throws(CountRecordError) {
    var cells: [Place: Cell] = [:]
    for row in try record.rows("cells", columns: 5) {
      let place = Place(
        baseline: try row.index(0, below: OutcomeKey.count),
        other: try row.index(1, below: OutcomeKey.count))
      let attempts = DifferenceMoments(sum: try row.number(3), sumOfSquares: try row.number(4))
      if cells[place] != nil { throw CountRecord.contradiction("cells") }
      cells[place] = Cell(count: try row.count(2), attempts: attempts)
    }
    _ = try CountRecord.sum(cells.values.lazy.map(\.count), of: "cells")
    var counts: [DifferenceMoments] = []
    for number in OutcomeCount.all { counts.append(try record.differenceMoments(number.name)) }
    self.init(cells: cells, times: try record.differenceMoments("times"), counts: counts)
  }
}
