/// What shells need to complete command lines, from the same declarations as the help.
enum Completions {
  /// The shells for which there are completions.
  static let shells: [(name: String, script: @Sendable () -> String)] = [
    ("bash", { bash }), ("zsh", { zsh }), ("fish", { fish }),
  ]

  private static func options(of command: any Command) -> [Option] {
    command.options + [.help]
  }

  /// The first sentence or so of what an option does.
  private static func summary(_ option: Option) -> String {
    option.help.split(separator: "\n").joined(separator: " ")
  }

  private static var bash: String {
    var text = """
      # Completion for disagree in bash: put this into ~/.local/share/bash-completion/completions/disagree
      _disagree() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
        COMPREPLY=()
        if [[ $COMP_CWORD -eq 1 ]]; then
          COMPREPLY=($(compgen -W \(ShellWord.quoted(names + " --help --version")) -- "$word"))
          return
        fi
        case "$command $before" in

      """
    for command in Commands.all {
      for option in command.options where !option.words.isEmpty {
        text +=
          "    \(ShellWord.quoted("\(command.name) \(option.name)")))\n      COMPREPLY=($(compgen -W "
        text +=
          ShellWord.quoted(option.words.joined(separator: " ")) + " -- \"$word\")); return ;;\n"
      }
    }
    text += "  esac\n  if [[ $word == -* ]]; then\n    case \"$command\" in\n"
    for command in Commands.all {
      let words = options(of: command).map(\.name).joined(separator: " ")
      text +=
        "      \(command.name)) COMPREPLY=($(compgen -W \(ShellWord.quoted(words)) -- \"$word\")) ;;\n"
    }
    text += """
          esac
        else
          COMPREPLY=($(compgen -f -- "$word"))
        fi
      }
      complete -o filenames -F _disagree disagree

      """
    return text
  }

  private static var zsh: String {
    var text = """
      #compdef disagree
      # Completion for disagree in zsh: put this as _disagree into a folder of $fpath
      _disagree() {
        local -a commands
        commands=(

      """
    for command in Commands.all {
      text += "    \(ShellWord.quoted("\(command.name):\(command.summary)"))\n"
    }
    text += """
        )
        if (( CURRENT == 2 )); then
          _describe -t commands command commands
          return
        fi
        case $words[2] in

      """
    for command in Commands.all {
      text += "    \(command.name))\n      _arguments -S"
      for option in options(of: command) {
        text += " \\\n        " + ShellWord.quoted(argument(option))
      }
      text += " \\\n        '*:file:_files' ;;\n"
    }
    return text
      + "  esac\n}\nif [ \"$funcstack[1]\" = _disagree ]; then _disagree \"$@\"; else compdef _disagree disagree; fi\n"
  }

  /// An option as zsh's _arguments has it.
  private static func argument(_ option: Option) -> String {
    var help = ""
    for character in summary(option) {
      if "[]:\\".contains(character) { help.append("\\") }
      help.append(character)
    }
    var text = (option.isRepeatable ? "*" : "") + option.name + "[\(help)]"
    if let value = option.value {
      text += ":\(value):"
      if !option.words.isEmpty {
        text += "(\(option.words.joined(separator: " ")))"
      } else if option.takesFile {
        text += "_files"
      } else {
        text += " "
      }
    }
    return text
  }

  private static var fish: String {
    var text = """
      # Completion for disagree in fish: put this into ~/.config/fish/completions/disagree.fish
      complete -c disagree -n __fish_use_subcommand -l help -d 'help'
      complete -c disagree -n __fish_use_subcommand -l version -d 'the version'

      """
    for command in Commands.all {
      text +=
        "complete -c disagree -n __fish_use_subcommand -f -a \(command.name) -d \(ShellWord.quoted(command.summary))\n"
      let condition = ShellWord.quoted("__fish_seen_subcommand_from \(command.name)")
      for option in options(of: command) {
        text += "complete -c disagree -n \(condition) -l \(option.name.dropFirst(2))"
        if option.value != nil { text += option.takesFile ? " -r" : " -x" }
        if !option.words.isEmpty {
          text += " -a " + ShellWord.quoted(option.words.joined(separator: " "))
        }
        text += " -d \(ShellWord.quoted(summary(option)))\n"
      }
    }
    return text
  }

  private static var names: String { Commands.all.map(\.name).joined(separator: " ") }
}
