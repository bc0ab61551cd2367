import EndToEnd
import Foundation

/// Standard output: results and nothing else.
enum StandardOutput {
  /// Writes all of a text to standard output.
  ///
  /// A reader that has gone is no failure.
  ///
  /// - Throws: if the text cannot be written, because the disk is full for example.
  static func write(_ text: String) throws(Failure) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      // A reader that has enough, for example `head`, is no failure of ours.
      if Platform.lastErrorIsBrokenPipe { return }
      throw .file("standard output cannot be written: \(error.localizedDescription)")
    }
  }
}

/// Standard error: notes and failures.
enum StandardError {
  /// Writes a text to standard error. There is no other place to tell of a failure, so none is told.
  static func write(_ text: String) {
    // If even this cannot be written, no message can say so.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
