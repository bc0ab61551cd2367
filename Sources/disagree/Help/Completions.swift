/// Scripts with which shells complete command lines, from the table of options.
enum Completions {
  /// The shells for which there are completions.
  static let shells: [(name: String, script: @Sendable () -> String)] = [
    ("bash", { bash }), ("zsh", { zsh }), ("fish", { fish }),
  ]

  /// The script for bash.
  ///
  /// The words of an option depend on the command, so it asks for both at once.
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
      for option in command.options where !option.words(in: command.name).isEmpty {
        text +=
          "    \(ShellWord.quoted("\(command.name.rawValue) \(option.name)")))\n      COMPREPLY=($(compgen -W "
        text +=
          ShellWord.quoted(option.words(in: command.name).joined(separator: " "))
          + " -- \"$word\")); return ;;\n"
      }
    }
    text += "  esac\n  if [[ $word == -* ]]; then\n    case \"$command\" in\n"
    for command in Commands.all {
      let words = command.options.map(\.name).joined(separator: " ")
      text +=
        "      \(command.name.rawValue)) COMPREPLY=($(compgen -W \(ShellWord.quoted(words)) -- \"$word\")) ;;\n"
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

  /// The script for zsh, which shows the help of each option beside its name.
  private static var zsh: String {
    var text = """
      #compdef disagree
      # Completion for disagree in zsh: put this as _disagree into a folder of $fpath
      _disagree() {
        local -a commands
        commands=(

      """
    for command in Commands.all {
      text += "    \(ShellWord.quoted("\(command.name.rawValue):\(command.summary)"))\n"
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
      text += "    \(command.name.rawValue))\n      _arguments -S"
      for option in command.options {
        text += " \\\n        " + ShellWord.quoted(argument(option, in: command.name))
      }
      text += " \\\n        '*:file:_files' ;;\n"
    }
    return text
      + "  esac\n}\nif [ \"$funcstack[1]\" = _disagree ]; then _disagree \"$@\"; else compdef _disagree disagree; fi\n"
  }

  /// An option as zsh's _arguments has it.
  private static func argument(_ option: Option, in command: CommandName) -> String {
    var help = ""
    for character in option.help(in: command) {
      if "[]:\\".contains(character) { help.append("\\") }
      help.append(character)
    }
    var text = (option.isRepeatable(in: command) ? "*" : "") + option.name + "[\(help)]"
    if let value = option.value {
      text += ":\(value):"
      if !option.words(in: command).isEmpty {
        text += "(\(option.words(in: command).joined(separator: " ")))"
      } else if option.takesFile {
        text += "_files"
      } else {
        text += " "
      }
    }
    return text
  }

  /// The script for fish, one line for each option of each command.
  private static var fish: String {
    var text = """
      # Completion for disagree in fish: put this into ~/.config/fish/completions/disagree.fish
      complete -c disagree -n __fish_use_subcommand -l help -d 'help'
      complete -c disagree -n __fish_use_subcommand -l version -d 'the version'

      """
    for command in Commands.all {
      text +=
        "complete -c disagree -n __fish_use_subcommand -f -a \(command.name.rawValue) -d \(ShellWord.quoted(command.summary))\n"
      let condition = ShellWord.quoted("__fish_seen_subcommand_from \(command.name)")
      for option in command.options {
        text += "complete -c disagree -n \(condition) -l \(option.name.dropFirst(2))"
        if option.value != nil { text += option.takesFile ? " -r" : " -x" }
        if !option.words(in: command.name).isEmpty {
          text += " -a " + ShellWord.quoted(option.words(in: command.name).joined(separator: " "))
        }
        text += " -d \(ShellWord.quoted(option.help(in: command.name)))\n"
      }
    }
    return text
  }

  /// The names of all commands.
  private static var names: String { CommandName.allCases.map(\.rawValue).joined(separator: " ") }
}
