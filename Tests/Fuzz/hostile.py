#!/usr/bin/env python3
"""Hostile names in every output, read by the parsers of others.

    python3 -m pip install html5lib markdown-it-py pyte
    Tests/Fuzz/hostile.py .build/release/disagree

Each name stands as a title, a strategy and a file. The model reader refuses some; what it accepts must leave every
output as a harmless name of the same length leaves it: the same elements and attributes of a page (html5lib, strict)
and a picture (XML), the same tokens of Markdown (markdown-it), the same members of JSON, the same fields of CSV with no
formula among them, and a terminal (pyte) without a color, a title or a cursor that the name has set.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree

import html5lib
import markdown_it
import pyte

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
HOSTILE = [
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://e.example\x07link\x1b]8;;\x07", "\x9b2J", "a\x08\x08b", "bell\x07",
    "\u202edesrever", "\u2066isolate\u2069", "zero\u200bwidth", "joined\u200dup", "\ufeffmark", "soft\u00adhyphen", "tag\U000e0041",
    "e" + "\u0301" * 50, "say \"no\"", "it's", "two\nlines", "two\rlines", "two\u2028lines", "rubbed\x7fout", "nul\0l",
    "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "a;b", "a,b", "a|b", "a||b",
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "<!--", "-->", "]]>", "<![CDATA[", "&lt;", "&#x3c;", "& co",
    "\" onload=\"alert(1)", "javascript:alert(1)", "[link](http://e.example)", "![image](http://e.example/i.png)",
    "`code`", "**bold**", "_a_", "# heading", "> quote", "- item", "1. item", "http://e.example", "<http://e.example>", "\\", "\\n",
    "~~gone~~", "$x$", "{{x}}", "${x}", "%s%n", "end", "participant x", "a->>b: c", "%% comment", "a: b", "Note over a: b", "loop x",
    "::error::x", "%0A::error::x", "\ud7ff", "\U0001f469\u200d\U0001f469", "a/b", "../../x", "$(touch x)", "`touch x`", "",
]
failures, checks = [], 0


def run(folder, words):
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", COLUMNS="300")
    done = subprocess.run([PROGRAM] + words, cwd=folder, capture_output=True, env=environment, timeout=600)
    return done.returncode, done.stdout, done.stderr


def check(what, right):
    global checks
    checks += 1
    if not right:
        failures.append(what)
        print(what[:300], flush=True)


def is_visible(text):
    """Returns true if every character but the end of a line shows."""
    return all(each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Zl", "Zp", "Cs") for each in text)


# The structure of an output: what a name must not change.

def of_page(data):
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(data.decode())
    def allowed(name, value):
        if name.endswith("xmlns"):
            return True
        return not (name.lower().startswith("on") or value.strip().lower().startswith(("javascript:", "http:", "data:text/html")))
    for each in tree.iter():
        if isinstance(each.tag, str):
            assert all(allowed(name, value) for name, value in each.attrib.items()), each.attrib
    return [(each.tag, sorted(each.attrib)) for each in tree.iter() if isinstance(each.tag, str)]


def of_xml(data):
    tree = xml.etree.ElementTree.fromstring(data)
    return [(each.tag, sorted(each.attrib)) for each in tree.iter() if not each.tag.endswith("tspan")]


def of_json(data):
    def members(pairs):
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names), "a member is there twice"
        return dict(pairs)

    def shape(value):
        if isinstance(value, dict):
            return sorted((len(value), str(shape(each))) for each in value.values())
        return [shape(each) for each in value] if isinstance(value, list) else type(value).__name__

    return shape(json.loads(data.decode(), object_pairs_hook=members))


def of_csv(data):
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    for row in rows:
        for field in row:
            assert not re.match(r"[=+@\t\r]|-(?![\d.])|\s*=", field), f"a formula: {field!r}"
    return [len(row) for row in rows]


def of_markdown(data):
    tokens = markdown_it.MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").enable("strikethrough").parse(data.decode())
    inline = ("text", "softbreak", "text_special")
    return [(each.type, [child.type for child in each.children or [] if child.type not in inline]) for each in tokens]


def of_mermaid(data):
    # A statement begins a line; its first word says which it is.
    text = data.decode()
    fenced = re.search(r"^```mermaid\n(.*?)^```", text, re.M | re.S)
    lines = (fenced[1] if fenced else text).split("\n")
    return [re.match(r"\s*(\w*)", line)[1] for line in lines if not line.startswith("%%")]


def of_commands(data):
    return [line.split(" ")[0].split("::")[:2] for line in data.decode().split("\n") if line.startswith("::")]


def of_terminal(data):
    screen = pyte.Screen(400, 400)
    stream = pyte.Stream(screen)
    # A terminal begins a line at its first column.
    stream.feed(data.decode().replace("\n", "\r\n"))
    assert not screen.title and not screen.icon_name, "the name has set the title"
    plain = screen.default_char
    for line in screen.buffer.values():
        for cell in line.values():
            assert (cell.fg, cell.bold, cell.reverse) == (plain.fg, plain.bold, plain.reverse), "the name has set a color"
    return screen.cursor.y


OUTPUTS = [
    (["compare", "FILE", "--trials", "100", "--quiet", "--no-verdict"], of_terminal),
    (["compare", "FILE", "--trials", "100", "--quiet", "--verdict"], of_terminal),
    (["compare", "FILE", "--trials", "100", "--quiet", "--format", "csv"], of_csv),
    (["compare", "FILE", "--trials", "100", "--quiet", "--format", "csv-long"], of_csv),
    (["compare", "FILE", "--trials", "100", "--quiet", "--format", "json"], of_json),
    (["compare", "FILE", "--trials", "100", "--quiet", "--format", "markdown"], of_markdown),
    (["report", "FILE", "--trials", "100", "--quiet"], of_page),
    (["check", "FILE"], of_terminal),
    (["check", "FILE", "--format", "json"], of_json),
    (["check", "FILE", "--format", "sarif"], of_json),
    (["check", "FILE", "--format", "junit"], of_xml),
    (["check", "FILE", "--format", "github"], of_commands),
    (["check", "FILE", "--format", "mermaid"], of_mermaid),
    (["sweep", "FILE", "--vary", "network.response.loss=1%,2%", "--trials", "100", "--quiet", "--format", "svg"], of_xml),
    (["sweep", "FILE", "--vary", "network.response.loss=1%,2%", "--trials", "100", "--quiet", "--plot"], of_terminal),
    (["show", "FILE"], of_terminal),
]
TRACES = [
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1"], of_terminal),
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1", "--format", "svg"], of_xml),
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1", "--format", "mermaid"], of_mermaid),
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1", "--format", "json"], of_json),
]


def saved(folder, file, title, names):
    """Writes a model of some strategies and returns its name."""
    strategies = ",".join(json.dumps(name) + ":{attempts:2}" for name in names)
    with open(os.path.join(folder, file), "w", encoding="utf-8", errors="surrogatepass") as opened:
        opened.write("{title:" + json.dumps(title) + ",network:{response:{loss:'1%'}},client:{timeout:'1 s'},"
                     "strategies:{" + strategies + "},never:['duplicate']}")
    return "./" + file


def compare(what, folder, outputs, hostile, harmless):
    """Checks outputs of a hostile model against those of a harmless one: each a file and the name of a strategy."""
    for words, parsed in outputs:
        found, expected = [
            run(folder, [{"FILE": file, "NAME": name}.get(word, word) for word in words]) for file, name in (hostile, harmless)]
        here = f"{what} in {' '.join(words[:1] + words[2:])!r}"
        check(f"{here}: status {found[0]}, and {expected[0]} with harmless names: {found[2]!r:.300}", found[0] == expected[0])
        check(f"{here}: an error does not show: {found[2]!r:.200}", is_visible(found[2].decode()))
        # A table for programs has the names themselves.
        if parsed is not of_csv:
            check(f"{here}: a character does not show", is_visible(found[1].decode()))
        try:
            one, other = parsed(found[1]), parsed(expected[1])
            # An escape is longer than what it stands for: lines may break elsewhere.
            check(f"{here}: {parsed.__name__} differs from that of harmless names", parsed is of_terminal or one == other)
        except Exception as error:  # Any error of a parser is a finding.
            check(f"{here}: {type(error).__name__}: {error}", False)


def harmless(names):
    """Other names of the same lengths, no two alike."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [(letters[index // 52] + letters[index % 52] + "n" * len(name))[: max(len(name), 2)] for index, name in enumerate(names)]


def main():
    with tempfile.TemporaryDirectory() as folder:
        refused = {"title": set(), "strategy": set()}
        for name in HOSTILE:
            for place in refused:
                file = saved(folder, "one.json5", name if place == "title" else "t", [name if place == "strategy" else "s"])
                status, _, errors = run(folder, ["show", file])
                check(f"{name!r} as a {place}: status {status}", status in (0, 2))
                check(f"{name!r} as a {place}: an error does not show: {errors!r:.200}", is_visible(errors.decode()))
                if status == 2:
                    refused[place].add(name)
        names = [name for name in HOSTILE if name not in refused["strategy"]]
        hostile = saved(folder, "h.json5", "t", names)
        plain = saved(folder, "p.json5", "t", harmless(names))
        compare(f"{len(names)} strategies", folder, OUTPUTS, (hostile, ""), (plain, ""))
        for name, other in zip(names, harmless(names)):
            compare(f"strategy {name!r}", folder, TRACES, (hostile, name), (plain, other))
        # Several names make one title, of at most 200 characters; and one name of a file, of at most 255 bytes.
        titles = [""]
        for name in HOSTILE:
            if name in refused["title"]:
                continue
            if len(titles[-1]) + len(name) > 70:
                titles.append("")
            titles[-1] += name
        for title in titles:
            hostile = saved(folder, "h.json5", title, ["a", "b"])
            plain = saved(folder, "p.json5", "n" * len(title), ["a", "b"])
            compare(f"title {title!r}", folder, OUTPUTS, (hostile, ""), (plain, ""))
        files = [re.sub("[/\0\ud7ff]", "", "".join(HOSTILE[each : each + 12]))[:60] for each in range(0, len(HOSTILE), 12)]
        for file in files:
            hostile = saved(folder, file + ".json5", "t", ["a", "b"])
            plain = saved(folder, "n" * len(file) + ".json5", "t", ["a", "b"])
            compare(f"file {file!r}", folder, OUTPUTS[:8], (hostile, ""), (plain, ""))
    print(f"{len(HOSTILE)} names ({len(refused['strategy'])} refused as a strategy, {len(refused['title'])} as a title), "
          f"{len(OUTPUTS) + len(TRACES)} outputs: {checks} checks, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
