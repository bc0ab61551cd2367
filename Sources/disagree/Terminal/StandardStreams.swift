import EndToEnd
import Foundation

/// Standard output: results and nothing else.
enum StandardOutput {
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
  static func write(_ text: String) {
    // If even this cannot be written, no message can say so.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
