import EndToEnd
import Foundation
import ModelFiles
import Study
import Text

/// A file that holds what was counted so far: always a whole shard, even if the program is killed.
struct Checkpoint {
  /// The path of the file, as the user gave it.
  private let path: String
  /// The same path as a place that is written whole or not at all.
  private let output: Output

  /// Use `opened(_:)`, which checks the path first.
  private init(path: String, output: Output) {
    self.path = path
    self.output = output
  }

  /// The file of a name.
  ///
  /// - Throws: if it can be seen at once that the file cannot be written.
  static func opened(_ path: String) throws(Failure) -> Checkpoint {
    if path == "-" { throw .usage("--resume needs the name of a file") }
    return Checkpoint(path: path, output: try Output.to(path, named: Option.resume.name))
  }

  /// The milliseconds that a program counts before it first saves.
  static let shortestInterval = 100

  /// The milliseconds that it counts until it saves again.
  ///
  /// Twice as long each time, up to five seconds: a program that is killed loses about half of its work at most, so
  /// that one which never lives long gets on too, and a long run is hardly ever stopped.
  static func next(after interval: Int) -> Int { min(2 * interval, 5_000) }

  /// The path as messages show it.
  private var visible: String { SanitizedText.visible(path) }

  /// The shard in the file; `nil` if there is no file yet.
  ///
  /// - Throws: if the file holds something else.
  func load(
    _ subject: Shard.Subject, in range: Range<UInt64>, of plan: ComparisonPlan
  ) throws(Failure) -> Shard? {
    if !FileManager.default.fileExists(atPath: path) { return nil }
    let source = try Input.shardSource(at: path)
    let shard: Shard
    do throws(ShardError) {
      shard = try Shard.read(source.bytes)
    } catch {
      throw .file("'\(visible)' cannot be resumed: \(error.description)")
    }
    if let difference = shard.subject.difference(from: subject) {
      throw .usage(
        "'\(visible)' holds another run: \(SanitizedText.visible(difference)); name another file")
    }
    guard shard.done.ranges.count == 1, shard.done.ranges[0].lowerBound == range.lowerBound,
      shard.done.ranges[0].upperBound <= range.upperBound
    else { throw .usage("'\(visible)' holds another shard of this run; name another file") }
    if !plan.fits(shard.counts) {
      throw .usage("'\(visible)' holds counts that do not fit the model; name another file")
    }
    return shard
  }

  /// Replaces the file by one that holds a shard.
  func save(_ shard: Shard) throws(Failure) { try output.write(shard.text) }
}
