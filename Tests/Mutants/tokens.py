#!/usr/bin/env python3
"""Runs the tests against random one-token mutants of the sources, and says which ones no test notices.

The places are all operators, whole numbers, Booleans, `min`, `max` and `continue` of the modules below. A seed chooses
some of them. As in `run.py` beside this file, all mutants are in one build and the environment says which one is meant.
An operator becomes one of its own, a character of Unicode, whose function asks. A mutant that does not compile is
dropped. Comments, texts, preconditions, patterns and reserved capacities are no places: no test can tell such mutants,
or no right program reaches them.

    Tests/Mutants/tokens.py SCRATCH                    the mutants of the documented run
    Tests/Mutants/tokens.py SCRATCH --count 50 --seed 2
    Tests/Mutants/tokens.py SCRATCH --only 1007-1020   some of them

SCRATCH is a folder outside the repository, kept for the next run. `survivors.toml` names the mutants that may survive
and says why. Exit status: 0 if every other one was killed, 1 if not, 2 if nothing could be run.
"""

import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import time
import tomllib

import run

MODULES = ["Simulation", "EndToEnd", "Statistics", "Study"]
TESTS = ["StatisticsTests", "SimulationTests", "EndToEndTests", "StudyTests", "ModelFilesTests"]
FIRST = 1000

COMPARED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
EQUATED = {"==": "!=", "!=": "=="}
JOINED = {"&&": "||", "||": "&&"}
ADDED = {"+": "-", "-": "+"}
SCALED = {"*": "/", "/": "*"}
ASSIGNED = {"+=": "-=", "-=": "+="}
WRAPPED = {"&+": "&-", "&-": "&+", "&*": "&+"}
BITS = {"&": "|", "|": "&", "^": "|", "<<": ">>", ">>": "<<", "&<<": "&>>", "&>>": "&<<"}
INFIX = COMPARED | EQUATED | JOINED | ADDED | SCALED | ASSIGNED | WRAPPED | BITS

# Texts, comments, and calls whose arguments only a wrong program or a slow one could tell.
STRING = r'#+"(?:.|\n)*?"#+|"""(?:.|\n)*?"""|"(?:\\\((?:[^()"]|\((?:[^()]|\([^()]*\))*\)|"[^"\n]*")*\)|\\.|[^"\\\n])*"'
HIDDEN = re.compile(r"//[^\n]*|/\*(?:.|\n)*?\*/|" + STRING)
CALLS = re.compile(r"\b(?:precondition|preconditionFailure|assert|assertionFailure|fatalError|reserveCapacity)\(")
LINES = re.compile(r"^[ \t]*(?:#|import\b|@available|case\b|infix\b|prefix\b).*$|\bfunc +[^\w\s(][^\n]*$", re.M)

SITES = re.compile(
    r"(?<=\s)(?P<infix>&&|\|\||<=|>=|==|!=|\+=|-=|&\+|&-|&\*|&<<|&>>|<<|>>|[<>+\-*/&|^])(?=\s)"
    r"|(?P<range>\.\.<)"
    r"|(?<=[\s(\[])(?P<prefix>[!-])(?=[\w(.])"
    r"|(?P<word>\btrue\b|\bfalse\b)"
    r"|(?<![\w.<$])(?P<call>min|max)(?=\()"
    r"|(?P<jump>\bcontinue\b)(?=\s*[\n}])"
    r"|(?<![\w.$<\-])(?P<number>\d[\d_]*)(?![\w.]|\.\d)")

INLINED = "@inlinable public func"


def masked(text):
    """The text with blanks for all that is no place of a mutant."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match[0])

    text = HIDDEN.sub(blank, text)
    for call in reversed(list(CALLS.finditer(text))):
        end, depth = call.end(), 1
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        text = text[: call.start()] + re.sub(r"[^\n]", " ", text[call.start() : end]) + text[end:]
    return LINES.sub(blank, text)


class Site:
    def __init__(self, file, match, text):
        self.file, self.start, self.end = file, match.start(), match.end()
        self.kind, self.token = match.lastgroup, match[0]
        self.line = text.count("\n", 0, self.start) + 1
        self.column = self.start - text.rfind("\n", 0, self.start)
        self.beforeNil = text[self.end :].lstrip().startswith("nil")
        self.source = text.splitlines()[self.line - 1].strip()
        if self.kind == "infix":
            self.mutated = INFIX[self.token]
        elif self.kind == "number":
            self.mutated = str(int(self.token.replace("_", "")) + 1)
        else:
            self.mutated = {
                "..<": "...", "!": "", "-": "", "true": "false", "false": "true", "min": "max", "max": "min",
                "continue": "break",
            }[self.token]
        self.number = 0

    @property
    def name(self):
        """The place of the mutant, which a change elsewhere in the file does not change."""
        return f"{self.file} `{self.source}` {self.token} → {self.mutated or 'nothing'}"

    @property
    def character(self):
        index = self.number - FIRST
        return chr(0x2190 + index) if index < 0x270 else chr(0x2500 + index - 0x270)

    def text(self):
        """The tokens in place of the site's."""
        if self.kind == "infix":
            return self.character
        if self.kind == "range":
            return f" {self.character} "
        if self.kind == "prefix":
            return self.character
        if self.kind == "call":
            return f"{self.token}{self.number}"
        if self.kind == "jump":
            return f"if isMutant({self.number}) {{ break }} else {{ continue }}"
        return f"(isMutant({self.number}) ? {self.mutated} : {self.token})"

    def declaration(self):
        """The operator or function that asks if the mutant is meant."""
        n, c, token, other = self.number, self.character, self.token, self.mutated
        asked = f"isMutant({n})"
        if self.kind == "range":
            return (f"infix operator {c} : RangeFormationPrecedence\n"
                    f"{INLINED} {c} <T: Strideable>(a: T, b: T) -> Range<T> where T.Stride: SignedInteger "
                    f"{{ {asked} ? a ..< b.advanced(by: 1) : a ..< b }}")
        if self.kind == "prefix" and token == "!":
            return f"prefix operator {c}\n@inlinable public prefix func {c} (a: Bool) -> Bool {{ {asked} ? a : !a }}"
        if self.kind == "prefix":
            return (f"prefix operator {c}\n@inlinable public prefix func {c} <T: SignedNumeric>(a: T) -> T "
                    f"{{ {asked} ? a : -a }}")
        if self.kind == "call":
            return (f"{INLINED} {token}{n}<T: Comparable>(_ a: T, _ b: T) -> T {{ {asked} ? {other}(a, b) : {token}(a, b) }}\n"
                    f"{INLINED} {token}{n}<T: Comparable>(_ a: T, _ b: T, _ c: T) -> T "
                    f"{{ {asked} ? {other}(a, b, c) : {token}(a, b, c) }}")
        if self.kind != "infix":
            return ""
        both = f"{asked} ? a {other} b : a {token} b"

        def function(generic, result, rest="a: T, b: T"):
            return f"{INLINED} {c} {generic}({rest}) -> {result} {{ {both} }}"

        if token in COMPARED:
            return f"infix operator {c} : ComparisonPrecedence\n" + function("<T: Comparable>", "Bool")
        if token in EQUATED:
            if self.beforeNil:
                rest = "a: T?, b: _OptionalNilComparisonType"
                return f"infix operator {c} : ComparisonPrecedence\n" + function("<T>", "Bool", rest)
            return f"infix operator {c} : ComparisonPrecedence\n" + function("<T: Equatable>", "Bool")
        if token in JOINED:
            group = {"&&": "LogicalConjunctionPrecedence", "||": "LogicalDisjunctionPrecedence"}[token]
            return (f"infix operator {c} : {group}\n"
                    f"{INLINED} {c} (a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool "
                    f"{{ {asked} ? try a {other} b() : try a {token} b() }}")
        if token in ADDED:
            return f"infix operator {c} : AdditionPrecedence\n" + function("<T: AdditiveArithmetic>", "T")
        if token in SCALED:
            return (f"infix operator {c} : MultiplicationPrecedence\n" + function("<T: BinaryInteger>", "T") + "\n"
                    + function("<T: FloatingPoint>", "T"))
        if token in ASSIGNED:
            return (f"infix operator {c} : AssignmentPrecedence\n{INLINED} {c} <T: AdditiveArithmetic>(a: inout T, b: T) "
                    f"{{ if {asked} {{ a {other} b }} else {{ a {token} b }} }}")
        if token in WRAPPED:
            group = "MultiplicationPrecedence" if token == "&*" else "AdditionPrecedence"
            return f"infix operator {c} : {group}\n" + function("<T: FixedWidthInteger>", "T")
        group = {"&": "MultiplicationPrecedence", "|": "AdditionPrecedence", "^": "AdditionPrecedence"}.get(
            token, "BitwiseShiftPrecedence")
        return f"infix operator {c} : {group}\n" + function("<T: FixedWidthInteger>", "T")


def sites(root):
    """All places of the modules, in order."""
    for module in MODULES:
        for path in sorted((root / "Sources" / module).rglob("*.swift")):
            text = path.read_text()
            for match in SITES.finditer(masked(text)):
                yield Site(str(path.relative_to(root)), match, text)


def changed(text, sites):
    for site in sorted(sites, key=lambda s: -s.start):
        text = text[: site.start] + site.text() + text[site.end :]
    return "import Mutants; " + text


def make_scratch(scratch, mutants):
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=run.ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        data = (run.ROOT / name).read_bytes()
        concerned = [mutant for mutant in mutants if mutant.file == name]
        if concerned:
            data = changed(data.decode(), concerned).encode()
        if name == "Package.swift":
            data += run.MANIFEST.replace("TESTS", ", ".join(f'"{test}"' for test in TESTS)).encode()
        run.write(scratch / name, data)
    declared = "\n".join(filter(None, (mutant.declaration() for mutant in mutants)))
    run.write(scratch / "Sources/Mutants/Mutants.swift", (run.SWITCH + declared + "\n").encode())


def compiled(scratch, mutants):
    """Builds, without the mutants that the compiler refuses. Returns those that are left."""
    memory = scratch / "refused"
    refused = set(memory.read_text().splitlines()) if memory.exists() else set()
    while True:
        mutants = [mutant for mutant in mutants if mutant.name not in refused]
        make_scratch(scratch, mutants)
        built = subprocess.run(run.BUILD, cwd=scratch, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if built.returncode == 0:
            return mutants
        places = {
            (m[1], int(m[2])) for m in re.finditer(r"^(?:.*?)(Sources/\S+?\.swift):(\d+):\d+: error", built.stdout, re.M)}
        before = len(refused)
        for file, line in places:
            near = sorted((abs(mutant.line - line), mutant.name) for mutant in mutants if mutant.file == file)
            # The compiler names the start of an expression, which may have several lines.
            refused |= {name for distance, name in near if distance == near[0][0]}
        if len(refused) == before:
            sys.exit(built.stdout[-4000:])
        memory.write_text("\n".join(sorted(refused)))
        print(f"{len(refused)} mutants do not compile", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=450, help="places to choose, some of which do not compile")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="numbers of mutants, for example 1007-1020,1031")
    options = parser.parse_args()
    scratch = options.scratch.resolve()
    every = list(sites(run.ROOT))
    mutants = random.Random(options.seed).sample(every, min(options.count, len(every)))
    mutants.sort(key=lambda site: (MODULES.index(site.file.split("/")[1]), site.file, site.start))
    for index, mutant in enumerate(mutants):
        mutant.number = FIRST + index
    mutants = compiled(scratch, mutants)
    print(f"{len(every)} places; {len(mutants)} of {options.count} mutants compile", flush=True)
    return report(run.Runner(scratch), mutants, options.only)


def surveyed(runner):
    """The cost of each suite and the places that it reaches, once for each build."""
    path = runner.scratch / "survey.json"
    program = pathlib.Path(runner.program[0])
    if path.exists() and path.stat().st_mtime > program.stat().st_mtime:
        costs, places = json.loads(path.read_text())
        return costs, {suite: set(numbers) for suite, numbers in places.items()}
    costs, places = run.survey(runner, TESTS)
    path.write_text(json.dumps([costs, {suite: sorted(numbers) for suite, numbers in places.items()}]))
    return costs, places


def report(runner, mutants, only):
    path = pathlib.Path(__file__).with_name("survivors.toml")
    explained = {each["place"]: each["why"] for each in tomllib.loads(path.read_text())["survivor"]} if path.exists() else {}
    costs, places = surveyed(runner)
    print(f"{len(costs)} suites pass without a mutant, in {sum(costs.values()):.0f} s", flush=True)
    wanted = {
        number for part in only.split(",") if part
        for number in range(int(part.split("-")[0]), int(part.split("-")[-1]) + 1)}
    killed, right, wrong = 0, 0, 0
    # In any order, so that a run that is cut short has met a fair part of them.
    for mutant in random.Random(1).sample(mutants, len(mutants)):
        if wanted and mutant.number not in wanted:
            continue
        start = time.monotonic()
        by = run.killer(runner, mutant.number, costs, places, spare=3)
        seconds = f"{time.monotonic() - start:.0f} s"
        line = f"{mutant.number} {mutant.file}:{mutant.line}:{mutant.column} `{mutant.source}` {mutant.token} → {mutant.mutated}"
        if by:
            killed += 1
            print(f"{line}: killed by {by}, {seconds}", flush=True)
        elif mutant.name in explained:
            right += 1
            print(f"{line}: survives, since {explained[mutant.name]}", flush=True)
        else:
            wrong += 1
            reached = sum(mutant.number in places[suite] for suite in places)
            print(f"{line}: SURVIVES {reached} suites, {seconds}", flush=True)
    all_ = killed + right + wrong
    print(f"{all_} mutants: {killed} killed, {right} survive with a reason, {wrong} to look at")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (run.ListError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
