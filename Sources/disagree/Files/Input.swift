import EndToEnd
import Foundation
import ModelFiles
import Study
import Synchronization
import Text

/// The files that the program reads.
enum Input {
  /// The text of a file, or of standard input for "-".
  ///
  /// - Parameter limit: the most bytes; one more is read, so that the reader of models can say that
  ///   there are too many without the machine having to hold them all.
  static func source(at path: String, limit: Int) throws(Failure) -> SourceText {
    if path == "-" {
      if let bytes = standardInput.withLock({ $0 }) {
        return SourceText(name: "standard input", bytes: bytes)
      }
      let bytes = try read(.standardInput, "standard input", limit)
      standardInput.withLock { $0 = bytes }
      return SourceText(name: "standard input", bytes: bytes)
    }
    let visible = SanitizedText.visible(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .file("there is no file '\(visible)'" + suggestion(for: path))
    }
    if isFolder.boolValue {
      throw .file("'\(visible)' is a folder; name a file in it")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .file("'\(visible)' cannot be read: \(Platform.lastErrorText)")
    }
    return SourceText(name: path, bytes: try read(handle, "'\(visible)'", limit))
  }

  /// The bytes of standard input, which can be read once and may be needed again.
  private static let standardInput = Mutex<[UInt8]?>(nil)

  /// The text of a shard.
  static func shardSource(at path: String) throws(Failure) -> SourceText {
    try source(at: path, limit: Shard.mostBytes)
  }

  /// All bytes of something that is open, up to a limit.
  ///
  /// It reads one byte more than the limit allows, so that a file at the limit and a longer one
  /// can be told apart without asking for the size: a pipe has none.
  ///
  /// - Throws: a failure if the file is longer, or cannot be read.
  private static func read(
    _ handle: FileHandle, _ name: String, _ limit: Int
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      while bytes.count <= limit {
        guard let data = try handle.read(upToCount: limit + 1 - bytes.count), !data.isEmpty else {
          break
        }
        bytes += data
      }
    } catch {
      throw .file("\(name) cannot be read: \(error.localizedDescription)")
    }
    return bytes
  }

  /// The file that may have been meant: the same from a folder above, or what is missing of the path is
  /// replaced by what is nearly the same.
  private static func suggestion(for path: String) -> String {
    if !path.hasPrefix("/"), !path.isEmpty {
      for steps in 1...4 {
        let above = String(repeating: "../", count: steps) + path
        if FileManager.default.fileExists(atPath: above) {
          return "; did you mean '\(SanitizedText.visible(above))'?"
        }
      }
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var found: [String] = []
    for part in parts {
      let folder = found.joined(separator: "/")
      let names =
        (try? FileManager.default.contentsOfDirectory(
          atPath: found.isEmpty ? "." : folder.isEmpty ? "/" : folder)) ?? []
      if part.isEmpty || part == "." || part == ".." || names.contains(part) {
        found.append(part)
      } else if let near = SpellingSuggestion.suggestion(for: part, among: names.sorted()) {
        found.append(near)
      } else {
        return ""
      }
    }
    let near = found.joined(separator: "/")
    return near == path ? "" : "; did you mean '\(SanitizedText.visible(near))'?"
  }
}
