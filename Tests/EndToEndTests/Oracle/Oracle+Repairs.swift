import Foundation

extension Oracle {
  /// What a comparison of both sides repairs, where it comes when all requests have arrived.
  struct Repairs {
    var sees = 0.7
    var passes = 1
    var phantoms = true
    var lost = true
    var duplicates = true

    /// Of everything that is wrong, the share is left that no pass sees: (1 − sees)^passes.
    func applied(to endings: [Ending: Double]) -> [Ending: Double] {
      let left = pow(1 - sees, Double(passes))
      var result: [Ending: Double] = [:]
      for (ending, mass) in endings {
        if left > 0 { result[ending, default: 0] += mass * left }
        result[repaired(ending), default: 0] += mass * (1 - left)
      }
      return result
    }

    private func repaired(_ ending: Ending) -> Ending {
      var repaired = ending
      if phantoms, ending.copies > 0 { repaired.belief = .acknowledged }
      if lost, ending.copies == 0, ending.belief == .acknowledged { repaired.copies = 1 }
      if duplicates { repaired.copies = min(repaired.copies, 1) }
      return repaired
    }
  }
}
