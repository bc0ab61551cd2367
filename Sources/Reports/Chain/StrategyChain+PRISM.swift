import EndToEnd
import Simulation
import Study
import Text

/// A Markov chain as PRISM's explicit files.
///
/// State 0 is the start. Every ending leads to one last state, `done`, so that each number of an ending is earned once
/// on the way there: `P=? [F "lost"]` is a share, and `R{"attempts_mean"}=? [F "done"]` a mean.
///
/// Source: PRISM manual, *Appendices / Explicit model files* (read 2026-11).
extension StrategyChain {
  /// The files by the ends of their names: `.tra`, `.lab`, and one `.srew` for each mean.
  package var explicitFiles: [(ending: String, text: String)] {
    var files = [(".tra", transitions), (".lab", labelFile)]
    for (measure, values) in rewards {
      files.append((".\(measure.name).srew", rewardFile(values + [0])))
    }
    if let times { files.append((".\(Measure.timeMean.name).srew", rewardFile(times + [0]))) }
    return files
  }

  /// The number of the last state.
  private var done: Int { chain.states }

  /// The file of transitions: a line "origin target probability" each, below the numbers of
  /// states and of transitions.
  ///
  /// A state whose executions were not followed to their end gets one step to `done`. Without it
  /// the file would not be a stochastic matrix, which every reader of the format checks.
  private var transitions: String {
    var steps = chain.steps
    var hasSteps = [Bool](repeating: false, count: chain.states)
    for step in steps { hasSteps[step.origin] = true }
    for state in hasSteps.indices where !hasSteps[state] {
      steps.append(.init(origin: state, target: done, probability: 1))
    }
    steps.append(.init(origin: done, target: done, probability: 1))
    steps.sort { ($0.origin, $0.target) < ($1.origin, $1.target) }
    steps = StrategyChain.merged(steps)
    var text = "\(chain.states + 1) \(steps.count)\n"
    for step in steps {
      text += "\(step.origin) \(step.target) \(NumberText.shortest(step.probability))\n"
    }
    return text
  }

  /// The steps without two of the same origin and target.
  private static func merged(
    _ steps: [MarkovChain<Outcome>.Step]
  ) -> [MarkovChain<Outcome>.Step] {
    var merged: [MarkovChain<Outcome>.Step] = []
    for step in steps {
      if let last = merged.last, last.origin == step.origin, last.target == step.target {
        merged[merged.count - 1] = .init(
          origin: step.origin, target: step.target,
          probability: last.probability + step.probability)
      } else {
        merged.append(step)
      }
    }
    return merged
  }

  /// The file of labels: first the names with their numbers, then for each state the labels that
  /// hold in it.
  ///
  /// The label `unfollowed` marks the states whose executions a limit has cut off: the other tool
  /// can then bound what is missing.
  private var labelFile: String {
    let names = ["init", "done", "unfollowed"] + labels.map(\.measure.name)
    var states = [[Int]](repeating: [], count: chain.states + 1)
    states[0].append(0)
    states[done].append(1)
    var isFollowed = [Bool](repeating: false, count: chain.states)
    for step in chain.steps { isFollowed[step.origin] = true }
    for ending in chain.endings { isFollowed[ending.state] = true }
    for state in isFollowed.indices where !isFollowed[state] { states[state].append(2) }
    for (number, label) in labels.enumerated() {
      for (ending, isCounted) in zip(chain.endings, label.flags) where isCounted {
        states[ending.state].append(number + 3)
      }
    }
    var text = names.enumerated().map { "\($0.offset)=\"\($0.element)\"" }.joined(separator: " ")
    text += "\n"
    for (state, numbers) in states.enumerated() where !numbers.isEmpty {
      text += "\(state): " + numbers.map(String.init).joined(separator: " ") + "\n"
    }
    return text
  }

  /// The file of one reward: the number that each state earns when it is left.
  private func rewardFile(_ values: [Double]) -> String {
    let lines = values.enumerated().filter { $0.element != 0 }
    var text = "\(values.count) \(lines.count)\n"
    for (state, value) in lines { text += "\(state) \(NumberText.shortest(value))\n" }
    return text
  }
}
