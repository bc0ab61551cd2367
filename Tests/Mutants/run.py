#!/usr/bin/env python3
"""Runs the tests against every mutant of mutants.toml, and says which ones no test notices.

All mutants are built at once: in a copy of the tree each place reads `isMutant(17) ? mutated : original`, and
the environment says which one is meant. A first run of every suite without a mutant must pass. It shows which
places a suite reaches and what it costs. A mutant then meets the suites that reach it, the cheapest first, until
one fails, crashes or takes ten times as long as before.

    Tests/Mutants/run.py SCRATCH            all mutants; SCRATCH is a folder outside the repository, kept for the next run
    Tests/Mutants/run.py SCRATCH 17 40-52   some of them

Exit status: 0 if every mutant was killed but those that the list calls equivalent, 1 if not, 2 if nothing could be
run. Needs Linux, Python 3.11 and the Swift toolchain.
"""

import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIST = pathlib.Path(__file__).with_name("mutants.toml")
BUILD = ["swift", "build", "--build-tests", "-c", "release", "-Xswiftc", "-enable-testing"]

SWITCH = """#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private func setting(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

private let chosen = setting("MUTANT").flatMap { Int($0) } ?? 0

nonisolated(unsafe) private let reached: UnsafeMutablePointer<Bool>? = {
  if setting("MUTANTS_REACHED") == nil { return nil }
  let flags = UnsafeMutablePointer<Bool>.allocate(capacity: 10_000)
  flags.initialize(repeating: false, count: 10_000)
  atexit {
    guard let flags = reached, let file = fopen(setting("MUTANTS_REACHED")!, "w") else { return }
    for number in 0..<10_000 where flags[number] { fputs("\\(number)\\n", file) }
    fclose(file)
  }
  return flags
}()

@inline(never)
public func isMutant(_ number: Int) -> Bool {
  reached?[number] = true
  return number == chosen
}
"""

MANIFEST = """
package.products = []
package.targets.append(.target(name: "Mutants"))
var concerned: Set<String> = ["Mutants", TESTS]
for _ in package.targets {
  for target in package.targets where concerned.contains(target.name) {
    for case .byNameItem(let name, _) in target.dependencies { concerned.insert(name) }
  }
}
package.targets.removeAll { !concerned.contains($0.name) }
for target in package.targets where target.name != "Mutants" { target.dependencies.append("Mutants") }
"""


class ListError(Exception):
    pass


def span(mutant, text):
    """Returns where in its file a mutant's original stands: the first in `within`, which is there once."""
    within = mutant.get("within", mutant["original"])
    inner = within.find(mutant["original"])
    if text.count(within) != 1 or inner < 0:
        raise ListError(f"mutant {mutant['number']}: {mutant['file']} has changed; say its 'original' and 'within' anew")
    start = text.index(within) + inner
    return start, start + len(mutant["original"])


def mutated(text, mutants):
    """Returns the text of a file with a switch at the place of each mutant, which may stand in one another."""
    spans = sorted(((*span(mutant, text), mutant) for mutant in mutants), key=lambda s: (s[0], -s[1], s[2]["number"]))

    def render(start, end, spans):
        parts = []
        while spans:
            (begin, stop, mutant), *rest = spans
            inside = [other for other in rest if other[0] < stop]
            if any(other[1] > stop for other in inside):
                raise ListError(f"mutant {mutant['number']} overlaps another")
            parts.append(text[start:begin])
            original, number = render(begin, stop, inside), mutant["number"]
            if mutant.get("isStatement"):
                parts.append(f"if isMutant({number}) {{ {mutant['mutated']} }} else {{ {original} }}")
            else:
                parts.append(f"(isMutant({number}) ? ({mutant['mutated']}) : ({original}))")
            start, spans = stop, [other for other in rest if other[0] >= stop]
        return "".join(parts) + text[start:end]

    return "import Mutants\n" + render(0, len(text), spans)


def write(path, data):
    """Writes a file unless it is there: what has not changed is not built again."""
    if not path.exists() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def make_scratch(scratch, mutants, tests):
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        data = (ROOT / name).read_bytes()
        concerned = [mutant for mutant in mutants if mutant["file"] == name]
        if concerned:
            data = mutated(data.decode(), concerned).encode()
        if name == "Package.swift":
            data += MANIFEST.replace("TESTS", ", ".join(f'"{test}"' for test in tests)).encode()
        write(scratch / name, data)
    write(scratch / "Sources/Mutants/Mutants.swift", SWITCH.encode())


class Runner:
    def __init__(self, scratch):
        self.scratch = scratch
        subprocess.run(BUILD, cwd=scratch, check=True, stdout=sys.stderr)
        products = subprocess.run([*BUILD[:2], *BUILD[3:], "--show-bin-path"], cwd=scratch, check=True, capture_output=True, text=True)
        self.program = [products.stdout.strip() + "/disagreePackageTests.xctest", "--testing-library", "swift-testing"]

    def suites(self, modules):
        listed = subprocess.run([*self.program, "--list-tests"], cwd=self.scratch, check=True, capture_output=True, text=True)
        names = {line.rpartition("/")[0] for line in listed.stdout.splitlines()}
        return sorted(name for name in names if name.partition(".")[0] in modules)

    def run(self, suites, limit, **settings):
        """Returns true if suites pass in some seconds of processor time, what they took, and what they printed."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)

        def bound():
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))

        names = "|".join(map(re.escape, suites))
        command = [*self.program, "--no-parallel", "--filter", f"^({names})/"]
        try:
            ended = subprocess.run(
                command, cwd=self.scratch, env=os.environ | settings, preexec_fn=bound, timeout=60 * limit,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            passes = ended.returncode == 0
            text = ended.stdout.decode(errors="replace") + f"Exit status {ended.returncode}"
        except subprocess.TimeoutExpired:
            passes, text = False, ""
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return passes, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, text


def survey(runner, modules):
    """Runs every suite without a mutant. Returns what each costs, and the places that it reaches."""
    costs, places = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for suite in runner.suites(modules):
            path = pathlib.Path(folder, suite)
            passes, costs[suite], text = runner.run([suite], 600, MUTANTS_REACHED=str(path))
            if not passes:
                sys.exit(f"{suite} fails without a mutant:\n{text}")
            places[suite] = set(map(int, path.read_text().split())) if path.exists() else set()
    return costs, places


def killer(runner, number, costs, places, spare=10):
    """Returns the test that notices a mutant, or says that there is one; `None` if no suite does.

    A suite may take `spare` seconds and ten times as long as without a mutant.
    """
    suites = sorted((suite for suite in costs if number in places[suite]), key=costs.get)
    budget = 0.3
    while suites:
        # A process costs as much as a cheap suite: the cheap ones run together, at most for as long as all before.
        batch = [suites.pop(0)]
        while suites and sum(costs[suite] for suite in batch) + costs[suites[0]] <= budget:
            batch.append(suites.pop(0))
        budget *= 2
        limit = int(spare + 10 * sum(costs[suite] for suite in batch))
        passes, _, text = runner.run(batch, limit, MUTANT=str(number))
        if not passes:
            test = re.search(r"Test (\w+\(.*?\)).* recorded an issue", text)
            return test[1] if test else "a run that ended early"
    return None


def chosen(arguments, mutants):
    numbers = set()
    for argument in arguments:
        first, _, last = argument.partition("-")
        numbers |= set(range(int(first), int(last or first) + 1))
    return [mutant for mutant in mutants if not arguments or mutant["number"] in numbers]


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 2
    scratch = pathlib.Path(sys.argv[1]).resolve()
    plan = tomllib.loads(LIST.read_text())
    mutants = plan["mutant"]
    if len({mutant["number"] for mutant in mutants}) != len(mutants):
        raise ListError("two mutants have the same number")
    make_scratch(scratch, mutants, plan["tests"])
    runner = Runner(scratch)
    costs, places = survey(runner, plan["tests"])
    print(f"{len(costs)} suites pass without a mutant, in {sum(costs.values()):.0f} s", flush=True)
    killed, equivalent, wrong = 0, 0, 0
    for mutant in chosen(sys.argv[2:], mutants):
        by = killer(runner, mutant["number"], costs, places)
        line = f"{mutant['number']:3} {mutant['rule']}"
        if (by is None) != ("equivalent" in mutant):
            wrong += 1
            print(f"{line} SURVIVES" if by is None else f"{line} NOT EQUIVALENT, killed by {by}", flush=True)
        else:
            killed, equivalent = killed + (by is not None), equivalent + (by is None)
            print(f"{line} killed by {by}" if by else f"{line} equivalent", flush=True)
    print(f"{killed} killed, {equivalent} equivalent, {wrong} to look at")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (ListError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
