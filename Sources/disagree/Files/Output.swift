import EndToEnd
import Foundation
import ModelFiles
import Reports
import Statistics
import Study
import Text

/// The place of a result: standard output, or a file that is written whole or not at all.
struct Output {
  /// The file; `nil` for standard output.
  private let path: String?

  /// The place that `--output` names.
  ///
  /// - Throws: if it can be seen at once that the file cannot be written, before any work is done.
  static func of(_ arguments: Arguments) throws(Failure) -> Output {
    try to(arguments.value(of: .output), named: Option.output.name)
  }

  /// The place that `--series` names; `nil` if it was not given.
  ///
  /// - Throws: if it can be seen at once that the file cannot be written, before any work is done.
  static func ofSeries(_ arguments: Arguments) throws(Failure) -> Output? {
    guard let path = arguments.value(of: .series) else { return nil }
    return try to(path, named: Option.series.name)
  }

  /// The place of a path, or of standard output for `nil` and "-".
  ///
  /// - Parameter option: the name that messages give it.
  static func to(_ path: String?, named option: String) throws(Failure) -> Output {
    guard let path, path != "-" else { return Output(path: nil) }
    let visible = SanitizedText.visible(path)
    if path.isEmpty { throw .usage("\(option) needs the name of a file, or -") }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw .file("'\(visible)' is a folder; name a file in it")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
      || !isFolder.boolValue
    {
      throw .file("'\(visible)' cannot be written: its folder does not exist; make it first")
    }
    if !FileManager.default.isWritableFile(atPath: folder) {
      throw .file("'\(visible)' cannot be written: its folder is not writable")
    }
    return Output(path: path)
  }

  /// Writes the whole text.
  func write(_ text: String) throws(Failure) {
    guard let path else {
      try StandardOutput.write(text)
      return
    }
    do {
      // Atomic: a file beside it, then renamed.
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .file(
        "'\(SanitizedText.visible(path))' cannot be written: \(error.localizedDescription)")
    }
  }
}

extension Output {
  /// Writes the series of the runs over time.
  func write(seriesOf comparison: Comparison) throws(Failure) {
    guard let text = comparison.seriesCSV() else {
      preconditionFailure("a series is asked for only of models with clients")
    }
    try write(text)
  }
}
