// The playground of a page: the engine of the program, compiled to WebAssembly, and the controls that feed it. The
// page allows this script by its digest and no other, and no request to any network: all it needs is in the page.
(() => {
  const section = document.getElementById("playground");
  if (!section || typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") return;
  const details = section.querySelector("details");
  const part = name => section.querySelector(`[data-part="${name}"]`);
  const inputs = [...section.querySelectorAll("[data-field]")];
  const model = JSON.parse(section.dataset.model);
  let engine, settings, faults = [], chosen = "duplicate", ways = {}, rest;

  // The module is base64 of gzip. It imports nothing, so it can compute and do nothing else.
  async function load() {
    const text = atob(document.getElementById("playground-module").textContent.trim());
    const bytes = new Uint8Array(text.length);
    for (let place = 0; place < bytes.length; place++) bytes[place] = text.charCodeAt(place);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const module = await new Response(stream).arrayBuffer();
    engine = (await WebAssembly.instantiate(module, {})).instance.exports;
  }

  // Writes settings, prices and names where the module reads them, calls it, and reads its answer. Its memory may
  // move when it grows, so every step looks for it again.
  function ask(call, strategies, names) {
    const numbers = engine.playground_numbers();
    new Float64Array(engine.memory.buffer, numbers).set([...strategies.flat(), ...model.prices, ...model.never]);
    const bytes = new TextEncoder().encode(names.map(name => name + "\n").join(""));
    const place = engine.playground_names(bytes.length);
    new Uint8Array(engine.memory.buffer, place, bytes.length).set(bytes);
    const size = engine[call]();
    const answer = engine.playground_answer();
    return new TextDecoder().decode(new Uint8Array(engine.memory.buffer, answer, size));
  }

  // A slider of a probability: 0, then a millionth to a half on a log scale, in steps that two digits tell apart.
  const least = Math.log10(1e-6), most = Math.log10(0.5);
  const toSlider = value => value > 0 ? Math.max(1, (Math.log10(value) - least) / (most - least) * 100) : 0;
  const fromSlider = place => place < 1 ? 0 : +(10 ** (least + place / 100 * (most - least))).toPrecision(2);
  const percent = value => `${+(value * 100).toPrecision(3)}%`;

  function showInputs() {
    for (const input of inputs) {
      const value = settings[input.dataset.field];
      if (input.type === "checkbox") input.checked = value !== 0;
      else if (input.type === "range") {
        input.value = toSlider(value);
        input.setAttribute("aria-valuetext", percent(value));
        input.closest("label").querySelector("b").textContent = percent(value);
      } else input.value = value;
    }
  }

  function read(input) {
    const field = +input.dataset.field;
    if (input.type === "checkbox") settings[field] = input.checked ? 1 : 0;
    else if (input.type === "range") settings[field] = fromSlider(+input.value);
    else if (input.value !== "" && input.validity.valid) settings[field] = +input.value;
  }

  // The state stands in the fragment of the address, so that a link shows the same.
  const key = "#yours=";
  const remember = () => history.replaceState(null, "", key + settings.join(","));
  function remembered() {
    if (!location.hash.startsWith(key)) return null;
    const values = location.hash.slice(key.length).split(",").map(Number);
    return values.length === model.own.length && values.every(value => Number.isFinite(value) && value >= 0) ? values : null;
  }

  // A piece that is as before stays, with the work of laying it out.
  const pieces = {};
  function put(name, piece) {
    if (pieces[name] === piece) return false;
    pieces[name] = piece;
    part(name).innerHTML = piece;
    return true;
  }

  function draw() {
    const start = performance.now();
    const parts = ask("playground_show", [settings, ...model.settings], model.names).split("\u0001");
    const computed = performance.now();
    const [said, ranking, beliefs, grid, evidence, states, found] = parts;
    put("said", said);
    // Read aloud once a control rests.
    clearTimeout(rest);
    rest = setTimeout(() => { part("live").textContent = part("said").textContent; }, 300);
    if (put("ranking", ranking)) {
      for (const row of part("ranking").querySelectorAll("tbody tr")) {
        if (row.querySelector("th b").textContent.split(", ").includes("yours")) row.classList.add("mine");
      }
    }
    put("beliefs", beliefs);
    put("grid", grid);
    put("evidence", evidence);
    ways = JSON.parse(found);
    for (const button of section.querySelectorAll("[data-way]")) {
      const way = ways[button.dataset.way];
      if (button.dataset.way === "none") continue;
      button.disabled = !Array.isArray(way);
      button.textContent = `${button.dataset.words}: ${button.disabled ? way : way.length === 1 ? "1 fault" : `${way.length} faults`}`;
    }
    if (chosen) faults = [ways[chosen], ways.lost, ways.phantom].find(Array.isArray) ?? [];
    part("model").textContent = ask("playground_model", [settings], []);
    play();
    const end = performance.now();
    section.dataset.took = (end - start).toFixed(1);
    part("meter").textContent = `Exact: ${states} followed in ${Math.round(computed - start)} ms.`;
  }

  function play() {
    const focused = document.activeElement?.dataset?.fault;
    put("replay", ask("playground_replay", [settings], faults));
    for (const button of part("replay").querySelectorAll("button[data-fault]")) {
      if (button.dataset.fault === focused) button.focus();
    }
    for (const button of section.querySelectorAll("[data-way]")) {
      button.setAttribute("aria-pressed", chosen === button.dataset.way);
    }
  }

  // An error of the module leaves it unusable: a new one takes its place, and says so.
  async function safely(work) {
    try { work(); } catch (error) {
      await load();
      put("said", "<p>These settings cannot be followed.</p>");
    }
  }

  // The first drawing, which is ready before its reader opens the section: once it comes into sight and nothing else is
  // to be done.
  async function prepare() {
    if (settings) return;
    settings = remembered() ?? [...model.own];
    try { await load(); } catch (error) { section.hidden = true; throw error; }
    showInputs();
    await safely(draw);
    section.dataset.ready = "true";
  }

  // At once, and then once for all that a browser reports before it draws.
  let waits = false, again = false;
  function redraw() {
    if (waits) { again = true; return; }
    waits = true;
    remember();
    safely(draw);
    requestAnimationFrame(() => {
      waits = false;
      if (again) { again = false; redraw(); }
    });
  }
  section.addEventListener("input", event => {
    if (!section.dataset.ready) return;
    if (event.target.dataset.field !== undefined) {
      read(event.target);
      if (event.target.type === "range") {
        event.target.closest("label").querySelector("b").textContent = percent(settings[event.target.dataset.field]);
        event.target.setAttribute("aria-valuetext", percent(settings[event.target.dataset.field]));
      }
    } else if (event.target.dataset.start !== undefined) {
      const from = model.settings[model.names.indexOf(event.target.value)];
      if (from) settings = [...settings.slice(0, model.world), ...from.slice(model.world)];
      showInputs();
    } else return;
    chosen ??= "duplicate";
    redraw();
  });
  section.addEventListener("click", event => {
    // A mark in the diagram is the button of the same name beside it.
    const mark = event.target.closest(".risk");
    const button = mark
      ? [...part("replay").querySelectorAll("button")].find(button => button.dataset.fault === mark.dataset.fault)
      : event.target.closest("button");
    if (!button || !section.dataset.ready) return;
    if (button.dataset.fault !== undefined) {
      const name = button.dataset.fault;
      faults = button.getAttribute("aria-pressed") === "true" ? faults.filter(fault => fault !== name) : [...faults, name];
      chosen = null;
      safely(play);
    } else if (button.dataset.way !== undefined) {
      chosen = button.dataset.way;
      faults = chosen === "none" ? [] : ways[chosen];
      safely(play);
    } else if (button.dataset.reset !== undefined) {
      settings = [...model.own];
      showInputs();
      remember();
      safely(draw);
    } else if (button.dataset.copy !== undefined) {
      const range = document.createRange();
      range.selectNodeContents(part("model"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      navigator.clipboard?.writeText(part("model").textContent).catch(() => {});
    }
  });
  details.addEventListener("toggle", prepare);
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    observer.disconnect();
    (window.requestIdleCallback ?? setTimeout)(() => prepare().catch(() => {}));
  }).observe(section);
  section.hidden = false;
  if (remembered()) details.open = true;
})();
