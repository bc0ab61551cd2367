import EndToEnd
import Foundation
import ModelFiles
import Reports
import Statistics
import Study
import Text

/// The place of a result: standard output, something that is open or takes bytes as they come, or a file that is written
/// whole or not at all.
struct Output {
  /// The kind of place, decided once, before any work is done.
  private let place: Place
  /// The path in messages.
  private let visible: String

  /// The kinds of places. Only a file can be replaced as a whole; the others take bytes as they
  /// come.
  private enum Place {
    /// The standard output of the process.
    case standardOutput
    /// Something that is open under a number, as `/dev/fd/3` names it.
    case open(Int32)
    /// A device, a pipe or a socket.
    case stream(String)
    /// A file, after all links; it need not be there.
    case file(String)
  }

  /// The place that `--output` names.
  ///
  /// - Throws: if it can be seen at once that the file cannot be written, before any work is done.
  static func of(_ arguments: Arguments) throws(Failure) -> Output {
    try to(arguments.value(of: .output), named: Option.output.name, besides: arguments.inputs)
  }

  /// The place that `--series` names; `nil` if it was not given.
  ///
  /// - Throws: if it can be seen at once that the file cannot be written, before any work is done.
  static func ofSeries(_ arguments: Arguments) throws(Failure) -> Output? {
    guard let path = arguments.value(of: .series) else { return nil }
    let series = try to(path, named: Option.series.name, besides: arguments.inputs)
    let output = try of(arguments)
    if case .file(let one) = series.place, case .file(let other) = output.place, one == other {
      throw .usage("--series and --output name the same file; name two")
    }
    return series
  }

  /// The place of a path, or of standard output for `nil` and "-".
  ///
  /// - Parameters:
  ///   - option: the name that messages give it.
  ///   - inputs: the files that are read, which must stay as they are.
  static func to(
    _ path: String?, named option: String, besides inputs: [Platform.FileStatus] = []
  ) throws(Failure) -> Output {
    guard let path, path != "-" else { return Output(place: .standardOutput, visible: "") }
    let visible = SanitizedText.visible(path)
    if path.isEmpty { throw .usage("\(option) needs the name of a file, or -") }
    if let descriptor = descriptor(path) {
      if !Platform.isWritable(descriptor: descriptor) {
        throw .file("'\(visible)' cannot be written: nothing is open for writing there")
      }
      return Output(place: .open(descriptor), visible: visible)
    }
    guard let target = target(of: path) else {
      throw .file("'\(visible)' cannot be written: its links lead nowhere")
    }
    guard let status = Platform.status(of: target) else {
      try checkFolder(of: target, visible)
      removeDrafts(of: target)
      return Output(place: .file(target), visible: visible)
    }
    switch status.kind {
    case .folder: throw .file("'\(visible)' is a folder; name a file in it")
    case .stream:
      if !Platform.isWritable(target) { throw .file("'\(visible)' is not writable") }
      return Output(place: .stream(target), visible: visible)
    case .file:
      if inputs.contains(where: status.isSame) {
        throw .usage("\(option) would replace a file that is read, '\(visible)'; name another file")
      }
      if status.mode & 0o222 == 0 || !Platform.isWritable(target) {
        throw .file("'\(visible)' is read-only; name another file, or make it writable first")
      }
      try checkFolder(of: target, visible)
      removeDrafts(of: target)
      return Output(place: .file(target), visible: visible)
    }
  }

  /// A Boolean value that indicates whether it is standard output, where a series follows the report.
  var isStandardOutput: Bool {
    if case .standardOutput = place { return true }
    return false
  }

  /// Writes the whole text.
  func write(_ text: String) throws(Failure) {
    let isWritten: Bool
    switch place {
    case .standardOutput:
      try StandardOutput.write(text)
      return
    case .open(let descriptor): isWritten = Platform.write(Array(text.utf8), to: descriptor)
    case .stream(let path): isWritten = Platform.write(Array(text.utf8), through: path)
    case .file(let path):
      isWritten = Platform.replace(
        path, by: Array(text.utf8), draft: Output.draft(of: path, by: Platform.process),
        like: Platform.status(of: path))
    }
    if isWritten || Platform.lastErrorIsBrokenPipe { return }
    throw .file("'\(visible)' cannot be written: \(Platform.lastErrorText)")
  }
}

/// Paths.
extension Output {
  /// The number that a path of the form `/dev/fd/3` names.
  private static func descriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      for folder in Platform.descriptorFolders where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count))
      }
      return nil
    }
  }

  /// The path after all links, whether there is something or not; `nil` for a circle of links.
  private static func target(of path: String) -> String? {
    var path = path
    for _ in 0..<40 {
      guard let link = Platform.target(ofLink: path) else { return path }
      path = link.hasPrefix("/") ? link : folder(of: path) + link
    }
    return nil
  }

  /// The path of the folder, with the slash at its end; empty for the present one.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Checks that a new file can be made beside the one that it will replace.
  ///
  /// - Throws: a failure if the folder is missing or not writable. A long computation must not
  ///   end with that.
  private static func checkFolder(of path: String, _ visible: String) throws(Failure) {
    let folder = folder(of: path).isEmpty ? "." : folder(of: path)
    guard let status = Platform.status(of: folder), status.kind == .folder else {
      throw .file("'\(visible)' cannot be written: its folder does not exist; make it first")
    }
    if !Platform.isWritable(folder) {
      throw .file("'\(visible)' cannot be written: its folder is not writable")
    }
  }

  /// The start of the names of all drafts of a file: hidden, beside it, and named after it.
  private static func draftStart(of path: String) -> String {
    let name = path.dropFirst(folder(of: path).count)
    // A name has 255 bytes at most.
    var start = ""
    for scalar in name.unicodeScalars where start.utf8.count < 200 {
      start.unicodeScalars.append(scalar)
    }
    return "." + start + ".disagree-"
  }

  /// The name of the unfinished file of a process. Another process that writes the same result
  /// has a name of its own.
  private static func draft(of path: String, by process: Int32) -> String {
    folder(of: path) + draftStart(of: path) + "\(process)"
  }

  /// Deletes what programs have left beside a file that were killed while they wrote it.
  private static func removeDrafts(of path: String) {
    let folder = folder(of: path)
    let start = draftStart(of: path)
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    for name in names ?? [] where name.hasPrefix(start) {
      guard let process = Int32(name.dropFirst(start.count)), process != Platform.process else {
        continue
      }
      Platform.deleteDraft(folder + name, of: process)
    }
  }
}

extension Arguments {
  /// The files that the command reads.
  fileprivate var inputs: [Platform.FileStatus] {
    switch command {
    case .explain, .presets, .initialize, .completions, .man: return []
    case .compare, .run, .sweep, .trace, .check, .report, .show, .merge:
      return operands.compactMap {
        $0 == "-" ? Platform.status(ofDescriptor: 0) : Platform.status(of: $0)
      }.filter { $0.kind == .file }
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
