#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The words of the accepted inputs, and which ones stood in one input.
///
/// The words come from the file that `FUZZ_WORDS` names, one a line: the keys and words of the schema.
final class FuzzCoverage {
  /// The coverage of this process. A fuzzer has one thread.
  nonisolated(unsafe) static let shared = FuzzCoverage()

  /// The number of inputs.
  var inputs = 0
  private var accepted = 0
  private var numbers: [String: Int] = [:]
  private var seen: Set<Int> = []
  private var pairs: Set<Int> = []

  private init() {
    guard let path = getenv("FUZZ_WORDS"), let file = fopen(path, "r") else { return }
    var line = [CChar](repeating: 0, count: 200)
    while fgets(&line, CInt(line.count), file) != nil {
      let word = String(
        decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      if !word.isEmpty, numbers[word] == nil { numbers[word] = numbers.count }
    }
    fclose(file)
    atexit { FuzzCoverage.shared.report() }
  }

  /// Notes an input that was accepted.
  func accept(_ bytes: [UInt8]) {
    accepted += 1
    if numbers.isEmpty { return }
    var there: Set<Int> = []
    for word in bytes.split(whereSeparator: { !isWordByte($0) }) {
      if let number = numbers[String(decoding: word, as: UTF8.self)] { there.insert(number) }
    }
    seen.formUnion(there)
    for one in there {
      for other in there where one < other { pairs.insert(one * numbers.count + other) }
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private func report() {
    fputs("\(inputs) inputs, \(accepted) times accepted\n", stderr)
    if numbers.isEmpty { return }
    let all = numbers.count * (numbers.count - 1) / 2
    fputs(
      "\(seen.count) of \(numbers.count) words, \(pairs.count) of \(all) pairs of words\n", stderr)
    for (word, number) in numbers.sorted(by: { $0.key < $1.key }) where !seen.contains(number) {
      fputs("never accepted: \(word)\n", stderr)
    }
  }
}
