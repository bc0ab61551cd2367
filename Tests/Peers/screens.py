"""The screens of `compare` and `run` in a terminal, by rule.

    swift build -c release --product disagree
    python3 Tests/Peers/screens.py [--keep FOLDER] [MODEL...]

Runs `compare` on each model, and `run` on its first strategy, in terminals of 80 by 24 and of 120 by 40 characters that
tmux makes. On the screen that is left the conclusion and the verdicts must be visible without scrolling, no line may be
wrapped, and a table must not stand next to "not decided" for what it has observed. A comparison of more than 12
strategies may be longer. `--keep` writes each screen to a file.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import times  # noqa: E402

SIZES = [(80, 24), (120, 40)]
CONCLUSIONS = {"compare": r"^(✓|✗|Safe to retry:|No strategy|Of these)", "run": r"^(✓|✗|\?|–) "}


def tmux(*words):
    return subprocess.run(["tmux", "-L", f"screens-{os.getpid()}", *words], capture_output=True, text=True).stdout


def screen(words, width, height, folder):
    """The lines of the screen after a command, those that have left it, and whether one was wrapped."""
    done = Path(folder, "done")
    done.unlink(missing_ok=True)
    command = " ".join(f"'{word}'" for word in [times.PROGRAM, *words])
    tmux("new-session", "-d", "-x", str(width), "-y", str(height),
         f"cd '{times.ROOT}'; LC_ALL=C.UTF-8 {command}; echo $? > '{done}.part'; mv '{done}.part' '{done}'; sleep 60")
    while not done.exists():
        time.sleep(0.05)
    time.sleep(0.2)
    shown = tmux("capture-pane", "-p").rstrip("\n").split("\n")
    above = int(tmux("display", "-p", "#{history_size}") or 0)
    whole = tmux("capture-pane", "-p", "-S", "-").rstrip("\n").split("\n")
    joined = tmux("capture-pane", "-p", "-J", "-S", "-").rstrip("\n").split("\n")
    tmux("kill-server")
    return shown, above, len(joined) < len(whole), done.read_text().strip()


def faults(command, shown, above, is_wrapped, status, strategies):
    found = []
    if status != "0":
        found.append(f"exit status {status}")
    if is_wrapped:
        found.append("a line is wrapped")
    if not any(re.search(CONCLUSIONS[command], line) for line in shown):
        found.append("no conclusion")
    if command == "compare":
        if strategies <= 12 and not any("retry?" in line for line in shown):
            found.append("no verdicts")
        if strategies <= 12 and above:
            found.append(f"{above} lines are above the screen")
    else:
        if above:
            found.append(f"{above} lines are above the screen")
        if not any("Would we know?" in line for line in shown):
            found.append("no 'Would we know?'")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep")
    parser.add_argument("models", nargs="*")
    options = parser.parse_args()
    models = [Path(name).resolve() for name in options.models] or sorted((times.ROOT / "models").glob("*.json5"))
    count, bad = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for model in models:
            path = str(model.relative_to(times.ROOT))
            listed = subprocess.run(
                [times.PROGRAM, "compare", path, "--trials", "1", "--no-verdict", "--format", "csv", "--quiet"]
                if not re.search(r"^\s*clients:", model.read_text(), re.M) else [times.PROGRAM, "show", path],
                cwd=times.ROOT, capture_output=True, text=True).stdout
            strategies = len(listed.splitlines()) - 1 if listed.startswith("model,") else 0
            for command in ("compare", "run"):
                words = times.commands(model, folder)[command]
                for width, height in SIZES:
                    shown, above, is_wrapped, status = screen(words, width, height, folder)
                    wrong = faults(command, shown, above, is_wrapped, status, strategies)
                    count, bad = count + 1, bad + bool(wrong)
                    if options.keep:
                        Path(options.keep).mkdir(parents=True, exist_ok=True)
                        Path(options.keep, f"{model.stem}.{command}.{width}.txt").write_text("\n".join(shown) + "\n")
                    if wrong:
                        print(f"{command} {model.stem} at {width} by {height}: {'; '.join(wrong)}", flush=True)
    print(f"{count} screens, {bad} with something wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
