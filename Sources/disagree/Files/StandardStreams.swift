import EndToEnd
import Foundation

/// Standard output: results and nothing else.
enum StandardOutput {
  static func write(_ text: String) throws(Failure) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      // Whoever read it has enough, as `head` does: that is no failure of ours.
      if errno == EPIPE { return }
      throw .file("standard output cannot be written: \(error.localizedDescription)")
    }
  }
}

/// Standard error: notes and failures.
enum StandardError {
  static func write(_ text: String) {
    // If even this cannot be written, there is nobody left to tell.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
