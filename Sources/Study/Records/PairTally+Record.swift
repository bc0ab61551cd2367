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
    record.add("copies", copies)
    record.add("requests", requests)
    record.add("submissions", submissions)
    return record
  }

  init(_ record: CountRecord) throws(CountRecord.Problem) {
    var cells: [Place: Cell] = [:]
    for row in try record.rows("cells", columns: 5) {
      let place = Place(
        baseline: try row.index(0, below: Tally.cellCount),
        other: try row.index(1, below: Tally.cellCount))
      let attempts = DifferenceMoments(sum: try row.number(3), sumOfSquares: try row.number(4))
      cells[place] = Cell(count: try row.count(2), attempts: attempts)
    }
    self.init(
      cells: cells, times: try record.differenceMoments("times"),
      copies: try record.differenceMoments("copies"),
      requests: try record.differenceMoments("requests"),
      submissions: try record.differenceMoments("submissions"))
  }
}
