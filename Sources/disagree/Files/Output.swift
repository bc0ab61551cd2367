import EndToEnd
import Foundation
import ModelFiles
import Reports
import Statistics
import Study
import Text

/// Where a result goes: standard output, or a file that is written whole or not at all.
struct Output {
  private let path: String?

  /// Where the result goes.
  ///
  /// - Throws: if it can be seen at once that the file cannot be written, before any work is done.
  init(_ arguments: Arguments) throws(Failure) {
    try self.init(arguments.value(of: .output), .output)
  }

  /// Where something goes that an option asks for; `nil` if it was not asked for.
  ///
  /// - Throws: if it can be seen at once that the file cannot be written, before any work is done.
  init?(_ arguments: Arguments, for option: Option) throws(Failure) {
    guard let path = arguments.value(of: option) else { return nil }
    try self.init(path, option)
  }

  init(_ path: String?, _ option: Option?) throws(Failure) {
    self.path = path == "-" ? nil : path
    guard let path = self.path else { return }
    let visible = SanitizedText.visible(path)
    if path.isEmpty {
      throw .usage("\(option?.name ?? "this") needs the name of a file, or -")
    }
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
  /// Writes what happened over time.
  func write(seriesOf comparison: Comparison) throws(Failure) {
    guard let text = comparison.seriesCSV() else {
      preconditionFailure("a series is asked for only of models with clients")
    }
    try write(text)
  }
}
