import EndToEnd
import ModelFiles
import Reports
import Study

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The readers that take text from outside, each with what must hold of what it accepts.
enum FuzzTarget: String, CaseIterable {
  /// Model files.
  case model
  /// Shard files, with a right checksum.
  case shard
  /// The option `--vary`.
  case vary
  /// The option `--faults`.
  case faults
  /// Numbers without a unit, and counts.
  case number
  /// Probabilities, times and rates.
  case quantity

  /// The target that the environment names.
  static let chosen = getenv("FUZZ_TARGET").flatMap { FuzzTarget(rawValue: String(cString: $0)) }

  /// Reads an input and checks what is accepted.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .model: readModel(bytes)
    case .shard: readShard(bytes)
    case .vary: readVariation(String(decoding: bytes, as: UTF8.self))
    case .faults: readFaults(String(decoding: bytes, as: UTF8.self))
    case .number: readValue(bytes, of: Self.numberKeys)
    case .quantity: readValue(bytes, of: Self.quantityKeys)
    }
  }

  /// A model that is accepted is written as text that reads back as the same.
  private func readModel(_ bytes: [UInt8]) {
    let source = SourceText(name: "input", bytes: bytes)
    guard let model = try? ModelFile.read(source) else { return }
    FuzzCoverage.shared.accept(bytes)
    check(ModelText.complete(model))
  }

  /// Checks that a text is a model, and that its own text is the same again.
  private func check(_ text: String) {
    do {
      let again = try ModelFile.read(SourceText(name: "shown", bytes: Array(text.utf8)))
      guard ModelText.complete(again) == text else {
        fatalError("it differs after a second time:\n\(text)")
      }
    } catch { fatalError("what was written cannot be read: \(error)\n\(text)") }
  }

  /// A shard that is accepted merges with itself to an error and has the same text again.
  private func readShard(_ bytes: [UInt8]) {
    let body = String(decoding: bytes, as: UTF8.self)
    let text = body + "  \"checksum\": \"\(Digest.hexadecimal(of: body))\"\n}\n"
    guard let shard = try? Shard.read(Array(text.utf8)) else { return }
    FuzzCoverage.shared.accept(bytes)
    guard let again = try? Shard.read(Array(shard.text.utf8)), again.text == shard.text else {
      fatalError("a shard differs after a second time")
    }
    var merger = ShardMerger()
    guard (try? merger.add(shard, named: "a")) != nil else { return }
    _ = merger.missing
    if (try? merger.add(again, named: "b")) != nil {
      fatalError("the same trials are merged twice")
    }
  }

  private func readVariation(_ text: String) {
    guard let variation = try? Variation(text, limit: 100) else { return }
    FuzzCoverage.shared.accept(Array(text.utf8))
    precondition(!variation.values.isEmpty && variation.values.count <= 100)
    _ = try? ModelFile.read(Self.essay, varying: [(variation, variation.values.count - 1)])
  }

  private func readFaults(_ text: String) {
    let faults = NamedFaults(text)
    for strategy in Self.model.strategies {
      if (try? faults.chart(of: strategy, eventLimit: 1_000)) != nil {
        FuzzCoverage.shared.accept(Array(text.utf8))
      }
    }
  }

  /// Reads a value of each of some keys. What is accepted is written so that it reads back as the same.
  private func readValue(_ bytes: [UInt8], of keys: [(before: String, after: String)]) {
    for key in keys {
      let text = Array(key.before.utf8) + bytes + Array(key.after.utf8)
      guard let model = try? ModelFile.read(SourceText(name: "input", bytes: text)) else {
        continue
      }
      FuzzCoverage.shared.accept(text)
      check(ModelText.complete(model))
    }
  }

  private static let numberKeys = [
    ("{strategies:{a:{attempts:", "}}}"),
    ("{client:{backoff:{kind:'exponential',base:'1 ms',factor:", "}},strategies:{a:{}}}"),
    ("{costs:{duplicate:", "},strategies:{a:{}}}"), ("{limits:{events:", "},strategies:{a:{}}}"),
  ]
  private static let quantityKeys = [
    ("{network:{request:{loss:", "}},strategies:{a:{}}}"),
    ("{client:{timeout:", "},strategies:{a:{}}}"),
    ("{network:{request:{latency:", "}},strategies:{a:{}}}"),
    ("{clients:{rate:", "},strategies:{a:{}}}"),
  ]

  private static let essay = SourceText(name: "essay", bytes: Array(EssayModel.text.utf8))
  private static let model = try! ModelFile.read(essay)
}

/// The entry that the fuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let target = FuzzTarget.chosen else {
    fputs(
      "say which in FUZZ_TARGET: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))\n",
      stderr)
    exit(2)
  }
  FuzzCoverage.shared.inputs += 1
  target.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
