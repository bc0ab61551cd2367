#!/usr/bin/env python3
"""The playground of a page in headless Chromium, against the program.

    Tests/Browser/playground.py DISAGREE [--settings 300] [--subsets 240]

It makes the page of models/essay.json5, opens it as a file with the network off, and checks that:

  digits     random settings have every number of `compare --method exact --format json` on the copied model
  presses    any faults that are pressed end as `trace --faults` ends with the same ones
  keyboard   it can be opened, set and pressed without a mouse, and focus stays where it was
  reader     the tree that a screen reader gets names every control and tells its state
  without    without WebAssembly, or without any script, there is no playground and all else is complete
  network    nothing is asked for, and nothing is said on the console

It also prints how long a change takes, which no machine promises. DISAGREE is a release build. Chromium is the command
in $CHROMIUM, or chromium. Fails if something is not so.
"""
import argparse
import concurrent.futures
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chromium import Chromium  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
READY = "document.querySelector('#playground').dataset.ready === 'true'"
failures = []


def expect(condition, text):
    """Notes what is not as it should be."""
    if not condition:
        failures.append(text)
        print("✘ " + text)


# Another instance of the module, beside that of the page: numbers in, text out.
ENGINE = r"""
(async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("playground-module").textContent.trim()), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const e = (await WebAssembly.instantiate(await new Response(stream).arrayBuffer(), {})).instance.exports;
  globalThis.ask = (call, numbers) => {
    const place = e.playground_numbers();
    new Float64Array(e.memory.buffer, place).set([...numbers, ...new Array(20).fill(0)]);
    e.playground_names(0);
    const size = e[call](), answer = e.playground_answer();
    return new TextDecoder().decode(new Uint8Array(e.memory.buffer, answer, size));
  };
})()
"""
WORLD = 4


def settings(luck):
    """Settings that the controls allow: faults, times, then the strategy, in the order of PlaygroundSettings.Field."""
    def chance():
        return luck.choice([0, 1e-6, 0.00031, 0.005, 0.01, 0.1, 0.5, luck.random() / 2])

    def flag(share=0.5):
        return int(luck.random() < share)

    return ([chance() for _ in range(WORLD)]
            + [luck.randrange(1, 320), luck.randrange(60), luck.randrange(60), luck.randrange(60)]
            + [luck.randrange(1, 6), flag(0.8), flag(0.8)]
            + [luck.randrange(3), luck.randrange(80), luck.randrange(1, 4), luck.randrange(80, 900), flag()]
            + [luck.randrange(4), chance(), chance(), flag(0.3), flag(0.3), flag(0.3)])


def program(arguments):
    """What the program prints, as JSON whose numbers are still text."""
    run = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise RuntimeError(" ".join(arguments) + ": " + run.stderr)
    return json.loads(run.stdout, parse_float=str, parse_int=str)


def digits(page, disagree, folder, count):
    """Every measure of random settings has the digits of the program."""
    luck = random.Random(1)
    page.run(ENGINE)
    asked = []
    for number in range(count):
        numbers = settings(luck)
        measures = page.run(f"ask('playground_measures', {json.dumps(numbers)})")
        if not measures:
            continue
        path = os.path.join(folder, f"{number}.json5")
        with open(path, "w", encoding="utf-8") as file:
            file.write(page.run(f"ask('playground_model', {json.dumps(numbers)})"))
        asked.append((path, json.loads(measures, parse_float=str, parse_int=str)))
    compared = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = pool.map(
            lambda entry: program([disagree, "compare", entry[0], "--method", "exact", "--format", "json"]), asked)
        for (path, own), answer in zip(asked, answers):
            theirs = answer["strategies"][0]["measures"]
            own.pop("cost_mean", None)
            for name in sorted(set(own) | set(theirs)):
                compared += 1
                expect(own.get(name) == theirs.get(name), f"{path}: {name}: {own.get(name)}, not {theirs.get(name)}")
    expect(len(asked) > count * 0.9, f"only {len(asked)} of {count} settings can be followed")
    print(f"digits: {compared} measures of {len(asked)} settings")


def presses(browser, address, disagree, folder, count):
    """Faults pressed one after the other end as the program says of them all."""
    luck = random.Random(2)
    pressed = 0
    for number in range((count + 4) // 5):
        page = browser.page()
        page.open(address + "#yours=" + ",".join(map(str, settings(luck))))
        page.wait(READY)
        path = os.path.join(folder, f"pressed-{number}.json5")
        with open(path, "w", encoding="utf-8") as file:
            file.write(page.run("document.querySelector('[data-part=model]').textContent"))
        for _ in range(5):
            page.run("document.querySelector('[data-way=none]').click()")
            for _ in range(luck.randrange(1, 5)):
                page.run("(() => { const all = [...document.querySelectorAll('button[data-fault]')];"
                         f"all[Math.floor({luck.random()} * all.length)]?.click(); }})()")
            names, ending = page.run(
                "[[...document.querySelectorAll('button[data-fault][aria-pressed=true]')].map(b => b.dataset.fault),"
                "document.querySelector('.ending').textContent]")
            if not names:
                continue
            pressed += 1
            told = program(
                [disagree, "trace", path, "--strategy", "yours", "--faults", "; ".join(names), "--format", "json"])
            said = "; ".join(kind["sentence"] for kind in told["verdict"]) or "no anomaly"
            expect(ending.startswith(said), f"{path}: {names}: {ending}, not {said}")
        expect(not page.errors, f"{path}: {page.errors}")
        page.close()
    expect(pressed > count * 0.7, f"only {pressed} of {count} subsets have a fault")
    print(f"presses: {pressed} subsets of faults")


def keyboard(browser, address):
    """All of it without a mouse."""
    page = browser.page()
    page.open(address)
    page.run("document.querySelector('#playground summary').scrollIntoView()")
    focus = "document.activeElement."

    def tab_to(condition, steps=200):
        for _ in range(steps):
            if page.run(condition):
                return True
            page.press("Tab")
        return False

    expect(tab_to(focus + "matches('#playground > details > summary')", 400), "keyboard: the section can be reached")
    page.press("Enter")
    page.wait(READY)
    for kind in ("input[type=range]", "input[type=number]", "select[data-field]", "input[type=checkbox]",
                 "[data-reset]", "[data-way]", "button[data-fault]"):
        page.run("document.querySelector('#playground > details > summary').focus()")
        expect(tab_to(focus + f"matches('#playground {kind}')"), f"keyboard: {kind} can be reached")
    page.run("document.querySelector('#playground > details > summary').focus()")
    tab_to(focus + "matches('input[type=range]')")
    page.run("globalThis.before = document.querySelector('[data-part=ranking]').innerHTML")
    page.press("ArrowRight")
    page.wait("document.querySelector('[data-part=ranking]').innerHTML !== before")
    expect(page.run(focus + "matches('input[type=range]')"), "keyboard: focus leaves the slider")
    tab_to(focus + "matches('button[data-fault][aria-pressed=false]')")
    name = page.run(focus + "dataset.fault")
    page.press(" ")
    expect(page.run(focus + f"matches('[data-fault=\"{name}\"][aria-pressed=true]')"),
           f"keyboard: focus leaves the fault {name}")
    expect(page.run("document.querySelectorAll('.risk').length === document.querySelectorAll('button[data-fault]').length"),
           "keyboard: a mark of the diagram has no button")
    outline = page.run(f"getComputedStyle({focus[:-1]}).outlineStyle")
    expect(outline != "none", "keyboard: focus is not visible")
    expect(not page.errors, f"keyboard: {page.errors}")
    page.close()
    print("keyboard: opened, set and pressed")


def reader(browser, address, path):
    """The tree that a screen reader gets."""
    page = browser.page()
    page.open(address)
    page.run("document.querySelector('#playground details').open = true")
    page.wait(READY)
    page.wait("document.querySelector('[data-part=live]').textContent !== ''")
    page.send("Accessibility.enable")
    controls = page.run("document.querySelectorAll('#playground [data-field]').length")
    root = page.send("DOM.getDocument")["root"]["nodeId"]
    section = page.send("DOM.querySelector", nodeId=root, selector="#playground")["nodeId"]
    nodes = page.send("Accessibility.queryAXTree", nodeId=section)["nodes"]
    lines = []
    live = []
    seen = {}
    for node in nodes:
        if node["ignored"]:
            continue
        role, name = node["role"]["value"], node.get("name", {}).get("value", "")
        state = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
        if state.get("live") == "polite":
            live.append(name)
        if role in ("StaticText", "InlineTextBox", "generic", "none", "paragraph", "ListMarker", "Iframe"):
            continue
        value = node.get("value", {}).get("value", "")
        lines.append(f"{role} '{name}' {value} " + " ".join(
            f"{key}={state[key]}" for key in ("valuetext", "checked", "pressed", "live", "disabled", "level") if key in state))
        seen.setdefault(role, []).append((name, state, value))
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    inputs = sum(len(seen.get(role, [])) for role in ("slider", "spinbutton", "checkbox", "combobox"))
    expect(inputs == controls + 1, f"reader: {inputs} controls, not {controls + 1}")
    for role in ("slider", "spinbutton", "checkbox", "combobox", "button", "heading", "table", "image", "form", "region",
                 "DisclosureTriangle"):
        for name, _, _ in seen.get(role, []):
            expect(name.strip(), f"reader: a {role} without a name")
    groups = {name for name, _, _ in seen.get("group", [])}
    expect(groups >= {"Faults", "Times in ms", "Strategy"}, f"reader: the groups are {groups}")
    spoken = page.run("[...document.querySelectorAll('#playground input[type=range]')].map(i => i.ariaValueText)")
    expect(all(text.endswith("%") for text in spoken), f"reader: the sliders say {spoken}")
    toggles = [state for _, state, _ in seen.get("button", []) + seen.get("ToggleButton", []) if "pressed" in state]
    expect(len(toggles) > 5, f"reader: only {len(toggles)} buttons tell whether they are pressed")
    expect(live, "reader: no live region")
    expect(len(seen.get("row", [])) > 9, "reader: the ranking is no table")
    page.close()
    print(f"reader: {len(lines)} nodes, {inputs} controls, {len(toggles)} toggle buttons")


def without(browser, address):
    """The page where there is no WebAssembly, or no script at all."""
    text = "[...document.querySelectorAll('main > section:not(#playground)')].map(s => s.innerText).join('\\n')"
    page = browser.page()
    page.open(address)
    complete = page.run(text)
    expect(page.run("document.querySelector('#playground').checkVisibility()"), "without: the playground is not there")
    page.close()
    for name in ("WebAssembly", "DecompressionStream", "scripts"):
        page = browser.page()
        if name == "scripts":
            page.send("Emulation.setScriptExecutionDisabled", value=True)
        else:
            page.send("Page.addScriptToEvaluateOnNewDocument", source=f"delete globalThis.{name}")
        page.open(address)
        expect(page.run(text) == complete, f"without {name}: something is missing")
        expect(not page.run("document.querySelector('#playground').checkVisibility()"), f"without {name}: a dead section")
        expect(not page.errors, f"without {name}: {page.errors}")
        page.close()
    print(f"without: {len(complete)} characters, and no playground")


def speed(browser, address):
    """From a slider to everything redrawn, and the first drawing, in milliseconds."""
    page = browser.page()
    page.open(address)
    first = page.run(
        "(async () => { const section = document.querySelector('#playground'); section.scrollIntoView();"
        # As long as a reader takes to see it and to press.
        "await new Promise(r => setTimeout(r, 1500)); const start = performance.now();"
        "section.querySelector('details').open = true;"
        "while (section.dataset.ready !== 'true') await new Promise(r => setTimeout(r, 0));"
        "await new Promise(r => requestAnimationFrame(r)); return [performance.now() - start, +section.dataset.took]; })()")
    times = page.run(r"""
      (async () => {
        const section = document.querySelector("#playground"), times = [];
        for (let move = 0; move < 120; move++) {
          const slider = section.querySelectorAll("input[type=range]")[move % 4];
          slider.value = 20 + (move * 17) % 60;
          const start = performance.now();
          // It is drawn at once; what is left is its layout.
          slider.dispatchEvent(new Event("input", {bubbles: true}));
          document.body.offsetHeight;
          times.push([performance.now() - start, +section.dataset.took]);
          await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
        }
        return times.slice(20);
      })()""")
    page.close()
    whole, own = (sorted(time[place] for time in times) for place in (0, 1))
    middle, ninth = len(times) // 2, len(times) * 9 // 10
    print(f"speed: slider to redrawn: median {whole[middle]:.0f} ms, 90th percentile {whole[ninth]:.0f} ms "
          f"(of which script {own[middle]:.0f} and {own[ninth]:.0f} ms); opened to first drawing {first[0]:.0f} ms "
          f"(drawing {first[1]:.0f} ms)")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("disagree")
    options.add_argument("--settings", type=int, default=300)
    options.add_argument("--subsets", type=int, default=240)
    options.add_argument("--only", default="speed,digits,presses,keyboard,reader,without")
    options.add_argument("--tree", help="a file for the tree that a screen reader gets")
    given = options.parse_args()
    chosen = given.only.split(",")
    with tempfile.TemporaryDirectory() as folder, Chromium() as browser:
        address = "file://" + os.path.join(folder, "essay.html")
        subprocess.run(
            [given.disagree, "report", os.path.join(ROOT, "models", "essay.json5"), "--method", "exact", "--quiet",
             "--output", address[7:]], check=True)
        page = browser.page()
        page.open(address)
        page.run("document.querySelector('#playground details').open = true")
        page.wait(READY)
        if "speed" in chosen:
            speed(browser, address)
        if "digits" in chosen:
            digits(page, given.disagree, folder, given.settings)
        if "presses" in chosen:
            presses(browser, address, given.disagree, folder, given.subsets)
        if "keyboard" in chosen:
            keyboard(browser, address)
        if "reader" in chosen:
            reader(browser, address, given.tree)
        if "without" in chosen:
            without(browser, address)
        expect(page.requests == [address], f"network: {page.requests[1:]}")
        expect(not page.errors, f"console: {page.errors}")
    print("All is well." if not failures else f"{len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
