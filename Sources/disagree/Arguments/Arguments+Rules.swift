import Study

/// The rules of the table of options, applied to what was given.
extension Arguments {
  /// Checks that the options go with each other.
  ///
  /// - Throws: if two of them conflict, or one is for another that was not given.
  func checkOptions() throws(Failure) {
    for option in Option.all(of: command) where has(option) {
      guard let use = option.use(in: command) else { continue }
      for conflict in use.conflicts
      where conflict.value == nil || conflict.value == value(of: option) {
        for other in Option.all(of: command)
        where conflict.others.contains(other.name) && has(other) {
          throw .usage(conflict.message(name(of: option), name(of: other)))
        }
      }
      let names = Option.names(of: use.companions)
      let isForOptions = use.companions.allSatisfy { $0.isOption }
      if !names.isEmpty, isForOptions, !hasOption(among: use.companions) {
        throw .usage(
          "\(name(of: option)) is for \(Option.list(names, "or"))"
            + (option.instead.map { "; say \($0)" } ?? ""))
      }
    }
  }

  /// Checks that the options go with a method.
  ///
  /// - Throws: if one of them is for other methods, and for no option that was given.
  func checkOptions(for method: StudyMethod) throws(Failure) {
    for option in Option.all(of: command) where has(option) {
      guard let companions = option.use(in: command)?.companions, !companions.isEmpty else {
        continue
      }
      if companions.contains(.method(method)) || hasOption(among: companions) { continue }
      throw .usage(message(for: option, companions, method))
    }
  }

  /// Returns true if one of the options that an option is for was given.
  private func hasOption(among companions: [Option.Companion]) -> Bool {
    Option.all(of: command).contains { companions.contains(.option($0.name)) && has($0) }
  }

  /// The reason why an option is not for a method: another method, or a model with or without many clients.
  private func message(
    for option: Option, _ companions: [Option.Companion], _ method: StudyMethod
  ) -> String {
    let name = name(of: option)
    let methods = companions.filter { !$0.isOption }
    let words = Option.names(of: methods)
    if words.contains(method.word) {
      if !method.runsFleets {
        return "\(name) is for models with 'clients', and this one has one write at a time"
          + (option.instead.map { ": say \($0)" } ?? "")
      }
      guard let instead = option.instead else {
        return
          "\(name) is about one write by itself, and this model has many clients; leave it out"
      }
      return "this model has many clients and is run as a whole: say \(instead) instead of \(name)"
    }
    let options = Option.names(of: companions.filter(\.isOption))
    let others = (words.isEmpty ? [] : ["--method " + Option.list(words, "or")]) + options
    let reason =
      switch method {
      case .exact: ": nothing is left to chance here"
      case .rare, .rareLoad: ", not " + method.word
      case .sample, .load: ""
      }
    return "\(name) is for \(Option.list(others, "or"))" + reason
  }
}

extension Option.Companion {
  /// A Boolean value that indicates whether it is an option, and not a method.
  fileprivate var isOption: Bool {
    if case .option = self { true } else { false }
  }
}
