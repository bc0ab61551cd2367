import EndToEnd
import Reports
import Simulation

// The playground as a module of a web page: numbers and names in, pieces of the page out. It imports nothing.
//
// The page writes the settings as doubles at `playground_numbers`, one strategy after the other, then eleven prices
// (one for each class of outcome, for an attempt and for support) and nine marks of what must never happen. It writes
// names, with a line feed after each, at `playground_names(size)`. It calls one of the functions below, and reads the
// answer, of as many bytes as that returned, at `playground_answer`. Pieces have a byte 1 between them.

/// The numbers that the script writes: the fields of the reader's settings, then those of the
/// others.
nonisolated(unsafe) private let numbers = UnsafeMutablePointer<Double>.allocate(capacity: 4_096)
/// The text that the script writes: names of strategies or of faults, each with a line feed.
nonisolated(unsafe) private var names = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
/// The number of bytes of that text.
nonisolated(unsafe) private var namesSize = 0
/// The text of the last answer, which the script reads.
nonisolated(unsafe) private var answer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

/// The place of the numbers.
@_expose(wasm, "playground_numbers") @_cdecl("playground_numbers")
public func playgroundNumbers() -> UnsafeMutablePointer<Double> { numbers }

/// Room for the names. The script calls this before it writes them.
@_expose(wasm, "playground_names") @_cdecl("playground_names")
public func playgroundNames(_ size: Int32) -> UnsafeMutablePointer<UInt8> {
  names.deallocate()
  names = UnsafeMutablePointer<UInt8>.allocate(capacity: max(Int(size), 1))
  namesSize = Int(size)
  return names
}

/// The place of the last answer.
@_expose(wasm, "playground_answer") @_cdecl("playground_answer")
public func playgroundAnswer() -> UnsafeMutablePointer<UInt8> { answer }

/// The settings at a place among those that the script has written.
private func settings(_ place: Int) -> PlaygroundSettings {
  let count = PlaygroundSettings.Field.allCases.count
  return PlaygroundSettings((0..<count).map { numbers[place * count + $0] })
}

/// The names that the script has written.
private func givenNames() -> [String] {
  var given: [String] = []
  var name: [UInt8] = []
  for place in 0..<namesSize {
    if names[place] == 10 {
      given.append(String(decoding: name, as: UTF8.self))
      name = []
    } else {
      name.append(names[place])
    }
  }
  return given
}

/// Keeps a text for the script, and returns its length in bytes.
private func say(_ text: String) -> Int32 {
  answer.deallocate()
  let bytes = Array(text.utf8)
  answer = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
  for (place, byte) in bytes.enumerated() { answer[place] = byte }
  return Int32(bytes.count)
}

/// The strategy of the reader, then those whose names were given.
private func playground(_ others: [String]) -> Playground {
  let prices = (1 + others.count) * PlaygroundSettings.Field.allCases.count
  let classes = OutcomeClass.allCases
  var costs = Costs(attempt: numbers[prices + classes.count], support: 0)
  var never: [OutcomeClass] = []
  for (place, outcomeClass) in classes.enumerated() {
    costs.classes[outcomeClass] = numbers[prices + place]
    if numbers[prices + classes.count + 2 + place] != 0 { never.append(outcomeClass) }
  }
  return Playground(
    settings(0), others: others.enumerated().map { ($0.element, settings($0.offset + 1)) },
    costs: costs, never: never)
}

/// Everything that depends on the settings.
@_expose(wasm, "playground_show") @_cdecl("playground_show")
public func playgroundShow() -> Int32 {
  say(playground(givenNames()).shown().joined(separator: "\u{1}"))
}

/// The execution with the faults whose names were given.
@_expose(wasm, "playground_replay") @_cdecl("playground_replay")
public func playgroundReplay() -> Int32 {
  let faults = givenNames()
  do throws(SimulationError) {
    return say(try playground([]).replay(faults).markup)
  } catch {
    return say("<p>This execution has too many events to be drawn.</p>")
  }
}

/// The measures of the reader's strategy as JSON, and its chances under the faults whose names were given.
@_expose(wasm, "playground_measures") @_cdecl("playground_measures")
public func playgroundMeasures() -> Int32 { say(playground([]).measures() ?? "") }

/// The settings as a model file.
@_expose(wasm, "playground_model") @_cdecl("playground_model")
public func playgroundModel() -> Int32 { say(settings(0).modelText) }
