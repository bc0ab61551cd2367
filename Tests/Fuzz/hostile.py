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
failures, checks, refused = [], 0, 0


def run(folder, words):
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", COLUMNS="300")
    done = subprocess.run([PROGRAM] + words, cwd=folder, capture_output=True, env=environment, timeout=60)
    return done.returncode, done.stdout, done.stderr


def check(what, right):
    global checks
    checks += 1
    if not right:
        failures.append(what)


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
    (["compare", "FILE", "--trials", "300", "--quiet"], of_terminal),
    (["compare", "FILE", "--trials", "300", "--quiet", "--format", "csv"], of_csv),
    (["compare", "FILE", "--trials", "300", "--quiet", "--format", "csv-long"], of_csv),
    (["compare", "FILE", "--trials", "300", "--quiet", "--format", "json"], of_json),
    (["compare", "FILE", "--trials", "300", "--quiet", "--format", "markdown"], of_markdown),
    (["report", "FILE", "--trials", "300", "--quiet"], of_page),
    (["check", "FILE"], of_terminal),
    (["check", "FILE", "--format", "json"], of_json),
    (["check", "FILE", "--format", "sarif"], of_json),
    (["check", "FILE", "--format", "junit"], of_xml),
    (["check", "FILE", "--format", "github"], of_commands),
    (["check", "FILE", "--format", "mermaid"], of_mermaid),
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1"], of_terminal),
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1", "--format", "svg"], of_xml),
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1", "--format", "mermaid"], of_mermaid),
    (["trace", "FILE", "--strategy", "NAME", "--trial", "1", "--format", "json"], of_json),
    (["sweep", "FILE", "--vary", "network.response.loss=1%,2%", "--trials", "300", "--quiet", "--format", "svg"], of_xml),
    (["sweep", "FILE", "--vary", "network.response.loss=1%,2%", "--trials", "300", "--quiet", "--plot"], of_terminal),
    (["show", "FILE"], of_terminal),
]


def model(name):
    text = json.dumps(name)
    return ("{title:" + text + ",network:{response:{loss:'1%'}},client:{timeout:'1 s'},strategies:{plain:{},"
            + text + ":{attempts:2}},never:['duplicate']}")


def outputs(folder, name, file):
    path = os.path.join(folder, file)
    with open(path, "w", encoding="utf-8", errors="surrogatepass") as opened:
        opened.write(model(name))
    for words, parsed in OUTPUTS:
        words = [{"FILE": "./" + file, "NAME": name}.get(word, word) for word in words]
        status, output, errors = run(folder, words)
        yield words, parsed, status, output, errors


def main():
    global refused
    usual = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in HOSTILE:
            file = re.sub("[/\0]", "", name)[:20] + ".json5"
            harmless = "n" * len(name)
            key = len(name), len(file)
            if key not in usual:
                usual[key] = [each[3] for each in outputs(folder, harmless, "n" * (len(file) - 6) + ".json5")]
            for (words, parsed, status, output, errors), expected in zip(outputs(folder, name, file), usual[key]):
                what = f"{name!r} in {' '.join(words[:1] + words[2:])!r}"
                check(f"{what}: errors are not visible: {errors!r:.200}", is_visible(errors.decode()))
                if status == 2:
                    refused += 1
                    continue
                check(f"{what}: status {status}", status in (0, 1))
                if parsed is not of_csv:
                    check(f"{what}: a character does not show", is_visible(output.decode()))
                try:
                    found, wanted = parsed(output), parsed(expected)
                    check(f"{what}: {parsed.__name__} differs from that of a harmless name", found == wanted)
                except Exception as error:  # Any error of a parser is a finding.
                    check(f"{what}: {type(error).__name__}: {error}", False)
    print(f"{len(HOSTILE)} names, {len(OUTPUTS)} outputs: {checks} checks, {refused} outputs refused by the reader, {len(failures)} failed")
    for each in failures:
        print("FAILED:", each)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
