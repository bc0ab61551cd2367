import Foundation
import ModelFiles

/// Where a result goes: standard output, or a file that is written whole or not at all.
struct Output {
  private let path: String?

  /// - Throws: if it can be seen at once that the file cannot be written, before any work is done.
  init(_ arguments: Arguments) throws(Failure) {
    let path = arguments.value(of: .output)
    self.path = path == "-" ? nil : path
    guard let path = self.path else { return }
    let visible = TerminalText.visible(path)
    if path.isEmpty { throw .usage("--output needs the name of a file, or -") }
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
        "'\(TerminalText.visible(path))' cannot be written: \(error.localizedDescription)")
    }
  }
}
