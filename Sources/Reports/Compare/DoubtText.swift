import Statistics
import Study
import Text

extension StrategyResult {
  /// Which shares not to trust that weighted trials have given; `nil` if there are none.
  package var doubt: String? {
    let classes = classesInDoubt
    let diagnoses = classes.compactMap { self[.share($0)]?.diagnosis }
    guard let least = diagnoses.map(\.effectiveHits).min(),
      let largest = diagnoses.map(\.largestShare).max()
    else { return nil }
    return
      "Do not trust \(classes.map(\.rawValue).joined(separator: ", ")) of '\(strategy)': they rest on "
      + "as few as \(NumberText.fixed(least, decimals: 0)) effective hits, the heaviest of which is up to "
      + "\(NumberText.fixed(largest * 100, decimals: 0))%. Give them more trials."
  }
}
