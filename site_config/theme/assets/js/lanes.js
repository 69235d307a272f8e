/* The lanes of a timeline: a lane for each partner, on canvas.

   `briefing.lanes(element, options)` draws the events of `options.data` into *element* and returns
   `{update(indices), focus(from, to), destroy()}`. It shows nothing until `update` says which events.

     options.data    what data/timeline.js holds: `partners`, `types`, `events`, `today`
     options.root    the way from this page to the root of the site, "" or "../"
     options.words   what is said; the names stand in WORDS below
     options.open    called with the index of an event when a reader opens it
     options.range   called with the first and last day shown ("YYYY-MM-DD") after the reader has moved the window

   The list of the same events is the accessible twin: whatever is drawn here, is said there. This script loads the
   d3 modules that it stands on by itself, from the folder beside its own, so that a page without lanes pays nothing.

     1 reading   2 layout: what collides   3 painting   4 the view: what a reader can do */
(function () {
  "use strict";

  const LIBRARY = new URL("../vendor/d3/", document.currentScript.src).href;
  const MODULES = [ // each after those that it stands on
    "array", "color", "dispatch", "ease", "timer", "selection", "interpolate", "time", "drag", "transition", "zoom",
    "brush",
  ];
  const WORDS = [
    "label", "twin", "help", "hint", "zoomIn", "zoomOut", "whole", "today", "noPartner", "cluster", "unknown",
    "spoken", "overviewYear", "overviewQuarter", "overviewMonth", "windowFrom", "windowTo", "window", "close", "empty",
    "failed", "keyDay", "keySpan", "keyImprecise", "keyApproximate", "keyCluster",
  ];

  const DAY = 864e5;
  const DOT = 5; // radius of a day
  const SMALL = 14; // a period narrower than this is drawn as a sign of its kind
  const GAP = 3;
  const LABEL_LEAST = 76;
  const LABEL_MOST = 240;
  const LANE_PADDING = 10;
  const POINT_ROW = 16;
  const BAR_ROW = 13;
  const NARROW = 600; // below this a lane's name stands over it instead of before it
  const CLOSEST = 48; // pixels a day, when zoomed in wholly
  const OVERVIEW = 52; // as lanes.css has it

  /* ---- 1 reading --------------------------------------------------------------------------------------------- */

  let loading = null;

  function library() {
    loading = loading || Promise.all(MODULES.map((name) => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = window.briefingScript(`${LIBRARY}d3-${name}.min.js`);
      script.async = false; // they run in the order in which they stand here
      script.onload = resolve;
      script.onerror = () => reject(new Error(script.src));
      document.head.append(script);
    })));
    return loading;
  }

  const dayOf = (text) => Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY);
  const dateOf = (day) => new Date(day * DAY);
  const textOf = (day) => dateOf(day).toISOString().slice(0, 10);

  /* The one place that knows how the data file spells an event. `first` and `last` are days; null for unknown. */
  function read(data, index) {
    const event = data.events[index];
    const first = event.first ? dayOf(event.first) : null;
    const last = event.last ? dayOf(event.last) : null;
    return {
      index, first, last,
      name: event.name, page: event.page, when: event.when || "", precision: event.precision,
      partners: event.partners, isPart: event.parent >= 0,
      type: data.types[event.type] ? data.types[event.type][1] : "",
    };
  }

  /* An event with where it is drawn: `from` to `to`, whole days, `to` not included; null if nobody knows when. */
  function placed(data, index, today) {
    const event = read(data, index);
    if (event.precision === "unknown" || (event.first === null && event.last === null)) return null;
    event.openStart = event.first === null;
    event.openEnd = event.last === null;
    event.from = event.openStart ? event.last : event.first;
    event.to = (event.openEnd ? Math.max(event.from, Math.min(today, event.from + 36500)) : event.last) + 1;
    event.kind = event.precision === "month" || event.precision === "year" ? "imprecise"
      : event.precision === "approximate" || event.openStart ? "approximate"
      : event.to - event.from > 1 ? "span" : "day";
    return event;
  }

  /* ---- 2 layout ---------------------------------------------------------------------------------------------- */

  /* What one lane shows at *scale* pixels a day, in order of time. A glyph is one event or a cluster of them; `x` is
     its middle, `x0` to `x1` what it covers, counted from *origin*: so panning needs no new layout. */
  function layOut(events, scale, origin, points, bars) {
    const tallest = points * POINT_ROW / 2 + 1;
    const dots = [];
    const lines = Array.from({ length: bars }, () => null);
    const glyphs = [];
    for (const event of events) {
      const x0 = (event.from - origin) * scale;
      const x1 = (event.to - origin) * scale;
      if (event.kind === "day" || x1 - x0 < SMALL) {
        const half = event.kind === "day" ? DOT + 1 : SMALL / 2;
        const x = (x0 + x1) / 2;
        const last = dots[dots.length - 1];
        if (last && x - half < last.x1 + GAP) join(last, event, x, tallest);
        else dots.push({ isBar: false, events: [event], x, x0: x - half, x1: x + half, row: 0, rows: 1 });
      } else {
        const same = lines.find((line) => line && Math.abs(line.x0 - x0) < 1 && Math.abs(line.x1 - x1) < 1);
        const free = lines.findIndex((line) => !line || line.x1 <= x0 + 0.5);
        if (same) same.events.push(event); // one month, one bar, however many events
        else if (free >= 0) {
          lines[free] = { isBar: true, events: [event], x: (x0 + x1) / 2, x0, x1, row: free, rows: 1 };
          glyphs.push(lines[free]);
        } else lengthen(likest(lines, x1 - x0), event, x1);
      }
    }
    for (const dot of dots) {
      if (dot.events.length > 1 && dot.events.length <= points) glyphs.push(...unfold(dot, scale, origin));
      else glyphs.push(dot);
    }
    glyphs.sort((one, other) => one.x0 - other.x0 || one.row - other.row);
    makeRoom(glyphs);
    return glyphs;
  }

  /* A cluster is a disc that grows a little with what it holds, and as wide as its number needs. */
  function sizeOf(count, tallest) {
    const high = Math.min(tallest, 15, 8 + 1.2 * Math.log2(count));
    return { high, wide: Math.max(high, 4 + 3.6 * String(count).length) };
  }

  function join(cluster, event, x, tallest) {
    const count = cluster.events.push(event);
    const { high, wide } = sizeOf(count, tallest);
    cluster.high = high;
    cluster.x += (x - cluster.x) / count;
    cluster.x0 = Math.min(cluster.x0, cluster.x - wide);
    cluster.x1 = Math.max(cluster.x1, cluster.x + wide);
    cluster.wide = wide;
  }

  /* Among bars that are all in the way, the one nearest in length: months go to a month, not to their year. */
  function likest(lines, length) {
    const unlike = (line) => Math.abs(Math.log((line.x1 - line.x0) / length));
    return lines.reduce((best, line) => (unlike(line) < unlike(best) ? line : best));
  }

  function lengthen(cluster, event, x1) {
    cluster.events.push(event);
    cluster.x1 = Math.max(cluster.x1, x1);
    cluster.x = (cluster.x0 + cluster.x1) / 2;
  }

  /* A few events that collide stand over each other where the lane has rows for them. */
  function unfold(cluster, scale, origin) {
    const rows = cluster.events.length;
    return cluster.events.map((event, row) => {
      const x = ((event.from + event.to) / 2 - origin) * scale;
      const half = event.kind === "day" ? DOT + 1 : SMALL / 2;
      return { isBar: false, events: [event], x, x0: x - half, x1: x + half, row, rows, column: cluster.x0 };
    });
  }

  /* How wide a label each glyph may have: up to the next one in its row. Dots that stand over each other, and a
     cluster, take all rows of their column. */
  function makeRoom(glyphs) {
    const nextBar = [];
    let column = Infinity;
    let after = Infinity;
    for (let at = glyphs.length - 1; at >= 0; at -= 1) {
      const glyph = glyphs[at];
      let limit = nextBar[glyph.row] ?? Infinity;
      if (glyph.isBar) nextBar[glyph.row] = glyph.x0;
      else {
        const own = glyph.column ?? glyph.x0;
        if (own !== column) [column, after] = [own, column];
        limit = after;
      }
      glyph.room = Math.min(LABEL_MOST, limit - glyph.x1 - 2 * GAP - 3);
      glyph.label = null; // shortened when it is first painted
    }
  }

  /* ---- 3 painting -------------------------------------------------------------------------------------------- */

  const COLOURS = ["ground", "stripe", "ink", "quiet", "line", "mark", "strong", "tint", "today", "focus"];

  /* The colours that lanes.css gives, as the browser understands them: system colours and mixtures included. */
  function readColours(probe) {
    const found = {};
    for (const name of COLOURS) {
      probe.style.color = `var(--lanes-${name})`;
      found[name] = getComputedStyle(probe).color;
    }
    return found;
  }

  function fit(canvas, width, height) {
    const ratio = window.devicePixelRatio || 1;
    const wide = Math.round(width * ratio);
    const high = Math.round(height * ratio);
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  }

  /* As much of *text* as has room, with "…" for the rest; "" where nothing useful has. */
  function shorten(context, text, room) {
    if (room < LABEL_LEAST) return "";
    const letters = Array.from(text.length > 160 ? text.slice(0, 160) : text);
    if (letters.length === text.length && context.measureText(text).width <= room) return text;
    let low = 0;
    let high = letters.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(`${letters.slice(0, middle).join("").trimEnd()}…`).width <= room) low = middle;
      else high = middle - 1;
    }
    return low < 8 ? "" : `${letters.slice(0, low).join("").trimEnd()}…`;
  }

  function roundRect(context, x, y, width, height, corner) {
    context.beginPath();
    context.roundRect(x, y, width, height, Math.min(corner, width / 2, height / 2));
  }

  /* One glyph with its middle at *x*, *y*. A day is a disc, days are a full bar, a month or a year is a hollow bar,
     "about" is a dashed one that fades out, and a cluster is a ring with a number. */
  function drawGlyph(context, colours, glyph, x, y) {
    context.lineWidth = 1.5;
    context.strokeStyle = colours.mark;
    if (glyph.events.length > 1) return drawCluster(context, colours, glyph, x, y);
    const event = glyph.events[0];
    if (event.kind === "day") {
      context.fillStyle = colours.mark;
      context.beginPath();
      context.arc(x, y, event.isPart ? DOT - 1.5 : DOT, 0, 2 * Math.PI);
      context.fill();
      return undefined;
    }
    const width = Math.max(SMALL - 2, glyph.x1 - glyph.x0 - (glyph.isBar ? 1 : 2));
    drawBar(context, colours, event, x - width / 2, y, width);
    return undefined;
  }

  function drawBar(context, colours, event, x, y, width) {
    if (event.kind === "span") {
      context.fillStyle = colours.mark;
      roundRect(context, x, y - 4, width, 8, 4);
      context.fill();
      if (event.openEnd) {
        context.fillStyle = colours.ground; // still going on: the end is notched, not closed
        context.fillRect(x + width - 7, y - 4, 1.5, 8);
        context.fillRect(x + width - 4, y - 4, 1.5, 8);
      }
    } else if (event.kind === "imprecise") {
      context.fillStyle = colours.tint;
      roundRect(context, x + 0.75, y - 4.25, width - 1.5, 8.5, 2);
      context.fill();
      context.stroke();
    } else {
      const fading = context.createLinearGradient(x, 0, x + width, 0);
      [colours.ground, colours.mark, colours.mark, colours.ground].forEach((colour, at) =>
        fading.addColorStop([0, 0.4, 0.6, 1][at], colour));
      context.fillStyle = fading;
      context.fillRect(x + 1, y - 2, width - 2, 4);
      context.lineWidth = 1;
      context.setLineDash([3, 2.5]);
      context.beginPath(); // no line at the ends: nobody knows where they are
      context.moveTo(x, y - 4.25);
      context.lineTo(x + width, y - 4.25);
      context.moveTo(x, y + 4.25);
      context.lineTo(x + width, y + 4.25);
      context.stroke();
      context.setLineDash([]);
    }
  }

  function drawCluster(context, colours, glyph, x, y) {
    context.fillStyle = colours.tint;
    if (glyph.isBar) roundRect(context, glyph.x0 - glyph.x + x + 0.5, y - 6, glyph.x1 - glyph.x0 - 1, 12, 6);
    else roundRect(context, x - glyph.wide, y - glyph.high, 2 * glyph.wide, 2 * glyph.high, glyph.high);
    context.lineWidth = 1;
    context.fill();
    context.stroke();
  }

  /* The numbers of clusters, all at once: changing the font costs more than writing a number. */
  function drawNumbers(context, colours, clusters, width) {
    context.save();
    context.font = context.font.replace(/^[\d.]+px/, "11px");
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = colours.strong;
    for (const { glyph, x, y } of clusters) {
      const from = Math.max(0, x - glyph.x + glyph.x0); // the number of a long bar stays in view
      const to = Math.min(width, x - glyph.x + glyph.x1);
      context.fillText(String(glyph.events.length), glyph.isBar && to - from > 20 ? (from + to) / 2 : x, y + 0.5);
    }
    context.restore();
  }

  /* Steps of the axis, finest first: how far apart its lines are, which interval they are of, how they are called. */
  function steps(d3) {
    const onDays = (...days) => d3.utcDay.filter((date) => days.includes(date.getUTCDate()));
    const years = (count) => ({ days: 365.25 * count, interval: d3.utcYear.every(count), unit: "year" });
    return [
      { days: 1, interval: d3.utcDay, unit: "day" },
      { days: 7, interval: onDays(1, 8, 15, 22), unit: "day" },
      { days: 15, interval: onDays(1, 15), unit: "day" },
      { days: 30.4, interval: d3.utcMonth, unit: "month" },
      { days: 91, interval: d3.utcMonth.every(3), unit: "month" },
      ...[1, 2, 5, 10, 20, 50, 100].map(years),
    ];
  }

  /* ---- 4 the view -------------------------------------------------------------------------------------------- */

  function make(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  const say = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  let counter = 0;

  class Lanes {
    constructor(element, options) {
      const missing = WORDS.filter((word) => !options.words[word]);
      if (missing.length) throw new Error(`words: ${missing.join(", ")}`);
      this.options = options;
      this.words = options.words;
      this.data = options.data;
      this.today = dayOf(this.data.today);
      this.language = document.documentElement.lang || "vi";
      this.id = `lanes-${(counter += 1)}`;
      this.lanes = [];
      this.active = null; // { lane, event }: where the keyboard is
      this.hovered = null; // { lane, glyph, event }: event is null for a cluster
      this.wanted = null; // what was asked for before the library came
      this.seen = null; // [from, to) in days: the window
      this.undo = [];
      this.formats = new Map();
      this.build(element);
      library().then(() => this.start(globalThis.d3), () => this.fail());
    }

    /* -- the frame -- */

    build(element) {
      const words = this.words;
      const root = (this.root = make("section", "lanes"));
      root.setAttribute("aria-label", words.label);

      const bar = make("div", "lanes-bar");
      this.caption = make("p", "lanes-window");
      const buttons = make("div", "lanes-buttons");
      for (const [name, sign, action] of [
        ["zoomOut", "−", () => this.zoomBy(1 / 2)],
        ["zoomIn", "+", () => this.zoomBy(2)],
        ["whole", "", () => this.show(this.first, this.end)],
        ["today", "", () => this.centre(this.today)],
      ]) {
        const button = make("button", "lanes-button", sign || words[name]);
        button.type = "button";
        if (sign) {
          button.setAttribute("aria-label", words[name]);
          button.title = words[name];
        }
        button.addEventListener("click", () => this.d3 && this.lanes.length && action());
        buttons.append(button);
      }
      bar.append(this.caption, buttons);

      const body = (this.body = make("div", "lanes-body"));
      this.axis = make("canvas", "lanes-axis");
      this.axis.setAttribute("aria-hidden", "true");
      this.plot = make("div", "lanes-plot");
      this.plot.tabIndex = 0;
      this.plot.setAttribute("role", "application");
      this.plot.setAttribute("aria-label", words.label);
      this.plot.setAttribute("aria-describedby", `${this.id}-help`);
      this.sky = make("div", "lanes-sky");
      this.canvas = make("canvas", "lanes-canvas");
      this.canvas.setAttribute("role", "img");
      this.canvas.setAttribute("aria-label", `${words.label}. ${words.twin}`);
      this.sky.append(this.canvas);
      this.plot.append(this.sky);
      this.headings = make("ul", "lanes-headings");
      this.overview = make("div", "lanes-overview");
      this.overviewName = make("p", "lanes-overview-name");
      body.append(this.axis, this.plot, this.headings, this.overview, this.overviewName);

      this.help = make("p", "lanes-hidden", `${words.help} ${words.twin}`);
      this.help.id = `${this.id}-help`;
      this.hint = make("p", "lanes-hint", words.hint);
      this.status = make("p", "lanes-hidden");
      this.status.setAttribute("role", "status");
      this.card = make("div", "lanes-card");
      this.card.hidden = true;
      this.card.setAttribute("aria-hidden", "true"); // the status says it
      this.unknown = make("details", "lanes-unknown");
      this.unknown.hidden = true;
      this.probe = make("span", "lanes-hidden");
      body.append(this.card);
      root.append(bar, body, this.legend(), this.hint, this.unknown, this.help, this.status, this.probe);
      element.append(root);
    }

    legend() {
      const list = make("ul", "lanes-key");
      this.samples = ["day", "span", "imprecise", "approximate", "cluster"].map((kind) => {
        const line = make("li", "", this.words[`key${kind[0].toUpperCase()}${kind.slice(1)}`]);
        const canvas = make("canvas");
        canvas.setAttribute("aria-hidden", "true");
        line.prepend(canvas);
        list.append(line);
        return { kind, canvas };
      });
      return list;
    }

    fail() {
      if (!this.root.isConnected) return;
      this.root.replaceChildren(make("p", "lanes-failed", this.words.failed));
    }

    start(d3) {
      if (!this.root.isConnected) return;
      this.d3 = d3;
      this.steps = steps(d3);
      this.zoom = d3.zoom()
        .filter((event) => this.takes(event))
        .wheelDelta((event) => -event.deltaY * (event.deltaMode === 1 ? 0.05 : event.deltaMode ? 1 : 0.002)
          * (event.ctrlKey && Math.abs(event.deltaY) < 40 ? 8 : 1)) // a pinch on a touchpad comes in small steps
        .clickDistance(4)
        .on("start", (event) => this.gripped(event))
        .on("zoom", (event) => this.moved(event))
        .on("end", (event) => this.left(event));
      this.surface = d3.select(this.plot).call(this.zoom);
      if (this.isStill()) this.zoom.duration(0);
      this.brush = d3.brushX().on("brush end", (event) => this.brushed(event));
      this.buildOverview();
      this.listen();
      this.recolour();
      if (this.wanted) this.update(this.wanted);
      if (this.asked) this.focus(...this.asked);
    }

    on(target, type, action, options) {
      target.addEventListener(type, action, options);
      this.undo.push(() => target.removeEventListener(type, action, options));
    }

    listen() {
      const plot = this.plot;
      this.on(plot, "scroll", () => this.paintSoon());
      this.on(this.headings, "scroll", () => { plot.scrollTop = this.headings.scrollTop; });
      this.on(plot, "pointermove", (event) => event.pointerType !== "touch" && !this.isGripped && this.hover(event));
      this.on(plot, "pointerleave", () => this.forget());
      this.on(plot, "pointerdown", () => plot.focus({ preventScroll: true }), true);
      this.on(plot, "click", (event) => this.clicked(event));
      this.on(plot, "keydown", (event) => this.pressed(event));
      this.on(plot, "focus", () => this.paintSoon());
      this.on(plot, "blur", () => {
        if (this.popup) return; // the reader comes back to where the list was opened
        this.active = null;
        this.forget();
      });
      this.on(plot, "wheel", (event) => this.swiped(event), { passive: false });
      this.on(plot, "touchstart", (event) => this.touched(event), { capture: true, passive: true });
      this.on(plot, "touchmove", (event) => this.fingered(event), { capture: true, passive: true });
      this.on(window, "resize", () => this.resized());
      this.on(document, "pointerdown", (event) => {
        if (this.popup && !this.popup.contains(event.target)) this.closePopup(false);
      }, true);
      const recolour = () => this.recolour();
      for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
        this.on(window.matchMedia(query), "change", recolour);
      }
      this.on(document.fonts, "loadingdone", () => this.resized());
      const scheme = new MutationObserver(recolour);
      for (const node of [document.documentElement, document.body]) {
        scheme.observe(node, { attributes: true, attributeFilter: ["data-md-color-scheme", "class", "style"] });
      }
      const size = new ResizeObserver(() => this.resized());
      size.observe(this.body);
      this.undo.push(() => scheme.disconnect(), () => size.disconnect());
    }

    destroy() {
      for (const undo of this.undo.splice(0)) undo();
      if (this.d3) this.surface.interrupt().on(".zoom", null);
      cancelAnimationFrame(this.frame);
      clearTimeout(this.telling);
      this.root.remove();
    }

    isStill() {
      return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    }

    format(options) {
      const key = JSON.stringify(options);
      if (!this.formats.has(key)) {
        this.formats.set(key, new Intl.DateTimeFormat(this.language, { ...options, timeZone: "UTC" }));
      }
      return this.formats.get(key);
    }

    /* Days *from* to *to* in words, no finer than they are told apart: years, months, or days. */
    period(from, to) {
      const length = to - from;
      const options = length > 5 * 366 ? { year: "numeric" }
        : length > 120 ? { month: "long", year: "numeric" }
        : { day: "numeric", month: "long", year: "numeric" };
      return this.format(options).formatRange(dateOf(from), dateOf(to));
    }

    /* -- what is shown -- */

    update(indices) {
      this.wanted = indices;
      if (!this.d3) return;
      const known = [];
      const unknown = [];
      for (const index of indices) {
        const event = placed(this.data, index, this.today);
        if (event) known.push(event);
        else unknown.push(read(this.data, index));
      }
      known.sort((one, other) => one.from - other.from || other.to - one.to || other.index - one.index);
      this.closePopup(false);
      this.active = null;
      this.forget();
      this.known = known;
      this.fill(known);
      this.listUnknown(unknown);
      this.limit(known);
      this.resized();
    }

    /* The lanes, in the order in which the data name the partners; events without a partner come last. */
    fill(known) {
      const by = new Map();
      for (const event of known) {
        for (const partner of event.partners.length ? event.partners : [-1]) {
          if (!by.has(partner)) by.set(partner, []);
          by.get(partner).push(event);
        }
      }
      const order = [...by.keys()].sort((one, other) => (one < 0) - (other < 0) || one - other);
      this.lanes = order.map((partner) => {
        const [, name, page] = partner < 0 ? [null, this.words.noPartner, null] : this.data.partners[partner];
        return { partner, name, page, events: by.get(partner), glyphs: [] };
      });
      this.headings.replaceChildren(...this.lanes.map((lane) => {
        const line = make("li", "lanes-heading");
        const name = make(lane.page ? "a" : "span", "lanes-name", lane.name);
        if (lane.page) name.href = this.options.root + lane.page;
        name.title = lane.name;
        line.append(name, make("span", "lanes-count", String(lane.events.length)));
        return line;
      }));
      const few = this.lanes.length;
      const hasBars = known.some((event) => event.kind !== "day");
      this.points = few <= 5 ? 3 : few <= 16 ? 2 : 1;
      this.bars = !hasBars ? 0 : few <= 16 ? 2 : 1;
      this.body.hidden = !few;
      this.caption.textContent = few ? "" : this.words.empty;
    }

    listUnknown(events) {
      this.unknown.hidden = !events.length;
      if (!events.length) return;
      const list = make("ul");
      list.append(...events.map((event) => this.item(event)));
      this.unknown.replaceChildren(make("summary", "", say(this.words.unknown, { number: events.length })), list);
    }

    /* A link to an event, with what is known of it, as a line of a list. */
    item(event) {
      const line = make("li");
      const link = make("a", "", event.name);
      link.href = this.options.root + event.page;
      link.addEventListener("click", (click) => {
        if (click.button || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
        click.preventDefault();
        this.options.open(event.index);
      });
      line.append(link, make("span", "lanes-about", [event.when, event.type].filter(Boolean).join(" · ")));
      return line;
    }

    /* How far back and forth one can go. The window stays where it was if something is there. */
    limit(known) {
      if (!known.length) return;
      let first = this.today;
      let end = this.today + 1;
      for (const event of known) {
        first = Math.min(first, event.from);
        end = Math.max(end, event.to);
      }
      const margin = Math.max(3, Math.round((end - first) * 0.015));
      const wasWhole = !this.seen || (this.seen[0] <= this.first && this.seen[1] >= this.end);
      this.first = first - margin;
      this.end = end + margin;
      if (!wasWhole) {
        const length = Math.min(this.seen[1] - this.seen[0], this.end - this.first);
        const from = Math.max(this.first, Math.min(this.seen[0], this.end - length));
        if (known.some((event) => event.from < from + length && event.to > from)) {
          this.seen = [from, from + length];
          return;
        }
      }
      this.seen = [this.first, this.end];
    }

    /* -- size -- */

    resized() {
      if (!this.lanes.length) return;
      const isNarrow = this.body.clientWidth < NARROW;
      this.root.classList.toggle("lanes-narrow", isNarrow);
      this.head = isNarrow ? 22 : 0;
      this.laneHeight = this.head + LANE_PADDING + this.points * POINT_ROW + this.bars * BAR_ROW
        + (this.points < 2 && !this.bars ? 12 : 0);
      this.sky.style.height = `${this.laneHeight * this.lanes.length}px`;
      this.headings.style.setProperty("--lanes-height", `${this.laneHeight}px`);
      this.width = this.plot.clientWidth;
      this.height = this.plot.clientHeight;
      if (!this.width) return; // hidden; ResizeObserver comes back
      this.headings.style.height = `${this.height}px`;
      const style = getComputedStyle(this.root);
      this.font = `${style.fontSize} ${style.fontFamily}`;
      this.base = this.width / (this.end - this.first);
      this.zoom.extent([[0, 0], [this.width, 1]])
        .translateExtent([[0, -Infinity], [this.width, Infinity]])
        .scaleExtent([1, Math.max(1, CLOSEST / this.base)]);
      this.brush.extent([[0, 0], [this.width, OVERVIEW]]);
      this.laidOut = 0;
      this.drawOverview();
      this.place(...this.seen);
    }

    recolour() {
      this.colours = readColours(this.probe);
      for (const { kind, canvas } of this.samples) {
        const isCluster = kind === "cluster";
        const context = fit(canvas, isCluster ? 20 : 24, 20);
        const isDot = isCluster || kind === "day";
        const event = { kind };
        context.font = `11px ${getComputedStyle(this.root).fontFamily}`;
        const glyph = {
          events: isCluster ? [event, event, event] : [event], isBar: !isDot, x: 11, x0: 1, x1: 23, ...sizeOf(3, 9),
        };
        drawGlyph(context, this.colours, glyph, isCluster ? 10.5 : 12, 10);
        if (isCluster) drawNumbers(context, this.colours, [{ glyph, x: 10.5, y: 10 }], 24);
      }
      this.paintSoon();
    }

    /* -- the window -- */

    transformOf(from, to) {
      const scale = Math.min(this.zoom.scaleExtent()[1], this.width / (to - from) / this.base);
      const middle = (from + to) / 2;
      const start = middle - this.width / (scale * this.base) / 2;
      return this.d3.zoomIdentity.translate((this.first - start) * this.base * scale, 0).scale(scale);
    }

    place(from, to) {
      this.surface.interrupt();
      this.surface.call(this.zoom.transform, this.transformOf(from, to));
    }

    /* Move the window to *from* - *to*, in a moment or at once. */
    show(from, to) {
      const length = Math.min(to - from, this.end - this.first);
      const start = Math.max(this.first, Math.min(from, this.end - length));
      this.byReader = true;
      const target = this.transformOf(start, start + length);
      if (this.isStill()) this.surface.interrupt().call(this.zoom.transform, target);
      else this.surface.transition().duration(260).call(this.zoom.transform, target);
      this.target = [start, start + length];
    }

    focus(from, to) {
      this.asked = [from, to];
      if (!this.d3 || !this.lanes.length || !this.width) return;
      this.show(dayOf(from), dayOf(to) + 1);
      this.byReader = false; // who asked for it need not be told
    }

    centre(day) {
      const half = (this.seen[1] - this.seen[0]) / 2;
      this.show(day - half, day + half);
    }

    zoomBy(factor) {
      const glyph = this.active && this.glyphOf(this.active);
      const [from, to] = this.seen;
      const middle = glyph && glyph.x0 >= this.left0() && glyph.x1 <= this.left0() + this.width
        ? this.dayAt(glyph.x) : (from + to) / 2;
      const length = Math.max((to - from) / factor, this.width / CLOSEST);
      const share = (middle - from) / (to - from);
      this.show(middle - share * length, middle + (1 - share) * length);
    }

    pan(share) {
      const [from, to] = this.seen;
      this.show(from + (to - from) * share, to + (to - from) * share);
    }

    get scale() {
      return this.width / (this.seen[1] - this.seen[0]);
    }

    left0() {
      return (this.seen[0] - this.first) * this.scale;
    }

    dayAt(x) {
      return this.first + x / this.scale;
    }

    /* -- what d3-zoom tells -- */

    takes(event) {
      if (event.type === "wheel") {
        if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return false;
        return event.ctrlKey || event.metaKey || document.activeElement === this.plot;
      }
      if (event.type === "dblclick") return !this.hit(event);
      return !event.button && !event.ctrlKey;
    }

    /* A sideways wheel or swipe pans; the page has nothing sideways to scroll. */
    swiped(event) {
      if (event.ctrlKey || Math.abs(event.deltaX) <= Math.abs(event.deltaY) || !this.lanes.length) return;
      event.preventDefault();
      this.byReader = true;
      const { k } = this.d3.zoomTransform(this.plot);
      this.surface.call(this.zoom.translateBy, -event.deltaX * (event.deltaMode === 1 ? 16 : 1) / k, 0);
    }

    touched({ touches }) {
      this.finger = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY, way: "" } : null;
    }

    /* One finger up or down scrolls the page or the lanes: d3-zoom, which would take every move, is not told of it. */
    fingered(event) {
      const { finger } = this;
      if (!finger || event.touches.length > 1) return;
      const across = Math.abs(event.touches[0].clientX - finger.x);
      const down = Math.abs(event.touches[0].clientY - finger.y);
      if (!finger.way && Math.max(across, down) > 3) finger.way = down > across ? "down" : "across";
      if (finger.way !== "across") event.stopImmediatePropagation();
    }

    gripped(event) {
      const source = event.sourceEvent;
      this.grip = source && source.type === "mousedown" ? source.clientY + this.plot.scrollTop : null;
    }

    moved({ transform, sourceEvent }) {
      const scale = transform.k * this.base;
      const from = this.first - transform.x / scale;
      this.seen = [from, from + this.width / scale];
      if (sourceEvent) {
        this.byReader = true;
        this.isGripped = sourceEvent.type !== "wheel";
        if (this.grip !== null && sourceEvent.type === "mousemove") this.plot.scrollTop = this.grip - sourceEvent.clientY;
        this.closePopup(false);
        this.forget();
      }
      this.paintSoon();
    }

    left() {
      this.isGripped = false;
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), 150);
    }

    tell() {
      if (!this.byReader || !this.options.range) return;
      this.byReader = false;
      this.options.range(textOf(Math.floor(this.seen[0])), textOf(Math.ceil(this.seen[1]) - 1));
    }

    /* -- painting -- */

    paintSoon() {
      if (this.frame || !this.lanes.length || !this.width) return;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        if (this.lanes.length) this.paint(); // a filter may have emptied the view since
      });
    }

    arrange() {
      const scale = this.scale;
      if (this.laidOut && Math.abs(scale / this.laidOut - 1) < 1e-9) return;
      this.laidOut = scale;
      for (const lane of this.lanes) {
        lane.glyphs = layOut(lane.events, scale, this.first, this.points, this.bars || 1);
        lane.longest = lane.glyphs.reduce((most, glyph) => Math.max(most, glyph.x1 - glyph.x0), 0);
        lane.homes = null;
      }
    }

    /* The first glyph of *lane* that may reach beyond *x*. */
    firstFrom(lane, x) {
      let low = 0;
      let high = lane.glyphs.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (lane.glyphs[middle].x0 < x - lane.longest) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /* Where the middle of *glyph* stands in the lane that begins at *top*. */
    yOf(glyph, top) {
      const start = top + this.head + LANE_PADDING / 2;
      if (glyph.isBar) return start + this.points * POINT_ROW + (glyph.row + 0.5) * BAR_ROW + 1;
      const middle = start + (this.points * POINT_ROW + (this.bars ? 0 : this.points < 2 ? 12 : 0)) / 2;
      return middle + (glyph.row - (glyph.rows - 1) / 2) * POINT_ROW;
    }

    paint() {
      this.arrange();
      const { colours, width, height, laneHeight } = this;
      const scrolled = this.plot.scrollTop;
      this.headings.scrollTop = scrolled;
      const context = fit(this.canvas, width, height);
      context.font = this.font;
      context.textBaseline = "middle";
      const from = Math.floor(scrolled / laneHeight);
      const to = Math.min(this.lanes.length, Math.ceil((scrolled + height) / laneHeight));
      for (let at = from; at < to; at += 1) {
        const top = at * laneHeight - scrolled;
        context.fillStyle = colours.line;
        context.fillRect(0, Math.round(top + laneHeight) - 1, width, 1);
      }
      const ticks = this.paintAxis();
      context.fillStyle = colours.line;
      for (const { x, isMajor } of ticks) {
        context.globalAlpha = isMajor ? 1 : 0.45;
        context.fillRect(Math.round(x), 0, 1, height);
      }
      context.globalAlpha = 1;
      this.paintToday(context, height);
      this.paintThread(context, scrolled);
      for (let at = from; at < to; at += 1) this.paintLane(context, this.lanes[at], at * laneHeight - scrolled);
      this.paintMarks(context, scrolled);
      const period = this.period(Math.ceil(this.seen[0]), Math.floor(this.seen[1]) - 1);
      if (this.caption.textContent !== period) this.caption.textContent = period;
      this.moveBrush();
    }

    paintToday(context, height) {
      const x = (this.today + 0.5 - this.first) * this.scale - this.left0();
      if (x < 0 || x > this.width) return;
      context.fillStyle = this.colours.today;
      context.fillRect(Math.round(x) - 1, 0, 2, height);
    }

    paintLane(context, lane, top) {
      const left = this.left0();
      const { colours, width } = this;
      const clusters = [];
      for (let at = this.firstFrom(lane, left); at < lane.glyphs.length; at += 1) {
        const glyph = lane.glyphs[at];
        if (glyph.x0 > left + width + 20) break;
        const y = this.yOf(glyph, top);
        drawGlyph(context, colours, glyph, glyph.x - left, y);
        if (glyph.events.length === 1) this.paintLabel(context, glyph, y);
        else clusters.push({ glyph, x: glyph.x - left, y });
      }
      drawNumbers(context, colours, clusters, width);
    }

    paintLabel(context, glyph, y) {
      const [event] = glyph.events;
      const left = this.left0();
      const x = glyph.x1 - left + GAP + 3;
      if (x < 0) return;
      if (glyph.isBar && x > this.width - LABEL_LEAST) {
        this.paintWithin(context, event, Math.max(0, glyph.x0 - left) + 12, y);
        return;
      }
      if (glyph.label === null) {
        glyph.label = shorten(context, event.name, glyph.room);
        glyph.labelled = context.measureText(glyph.label).width;
      }
      const room = this.width - x; // a label is shortened at the edge, never cut
      const text = glyph.labelled > room ? shorten(context, event.name, room) : glyph.label;
      if (!text) return;
      context.fillStyle = event.isPart ? this.colours.quiet : this.colours.ink;
      context.fillText(text, x, y + 0.5);
    }

    /* The name of a bar that leaves the view stands on it. */
    paintWithin(context, event, x, y) {
      const text = shorten(context, event.name, Math.min(LABEL_MOST, this.width - x - 12));
      if (!text) return;
      context.fillStyle = this.colours.ground;
      context.fillRect(x - 4, y - 7, context.measureText(text).width + 8, 14);
      context.fillStyle = event.isPart ? this.colours.quiet : this.colours.ink;
      context.fillText(text, x, y + 0.5);
    }

    /* The lanes of one event are tied by a line while it is pointed at. */
    paintThread(context, scrolled) {
      const event = this.lit();
      if (!event) return;
      const lanes = this.lanes.map((lane, at) => (lane.events.includes(event) ? at : -1)).filter((at) => at >= 0);
      if (lanes.length < 2) return;
      const ends = [lanes[0], lanes[lanes.length - 1]].map((at) => this.whereIs(at, event, scrolled));
      context.strokeStyle = this.colours.strong;
      context.lineWidth = 1;
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(ends[0].x, ends[0].y);
      context.lineTo(ends[1].x, ends[1].y);
      context.stroke();
      context.setLineDash([]);
    }

    whereIs(at, event, scrolled) {
      const glyph = this.glyphOf({ lane: at, event });
      return { glyph, x: glyph.x - this.left0(), y: this.yOf(glyph, at * this.laneHeight - scrolled) };
    }

    paintMarks(context, scrolled) {
      const event = this.lit();
      if (event) {
        this.lanes.forEach((lane, at) => {
          if (lane.events.includes(event)) this.ring(context, this.whereIs(at, event, scrolled), this.colours.strong, 2);
        });
      }
      if (this.hovered && !event) {
        const { lane, glyph } = this.hovered;
        const at = { glyph, x: glyph.x - this.left0(), y: this.yOf(glyph, lane * this.laneHeight - scrolled) };
        this.ring(context, at, this.colours.strong, 2);
      }
      if (this.active && document.activeElement === this.plot) {
        this.ring(context, this.whereIs(this.active.lane, this.active.event, scrolled), this.colours.focus, 3);
      }
    }

    ring(context, { glyph, x, y }, colour, width) {
      const isRound = !glyph.isBar && glyph.events[0].kind === "day";
      const wide = glyph.wide || (glyph.x1 - glyph.x0) / 2;
      const high = glyph.high || (isRound ? wide : glyph.events.length > 1 ? 6 : 4.5);
      context.strokeStyle = colour;
      context.lineWidth = width;
      roundRect(context, x - wide - 3, y - high - 3, 2 * wide + 6, 2 * high + 6, high + 3);
      context.stroke();
    }

    /* The event to light in every lane: the one pointed at, else the one that the keyboard is on. */
    lit() {
      if (this.hovered) return this.hovered.event;
      if (!this.active || document.activeElement !== this.plot) return null;
      return this.glyphOf(this.active).events.length === 1 ? this.active.event : null;
    }

    /* Two lines of dates: the finer below, and above it the month or year that it belongs to. */
    paintAxis() {
      const { colours, width, scale } = this;
      const context = fit(this.axis, width, 44);
      context.font = this.font;
      context.textBaseline = "middle";
      const room = { day: 30, month: 52, year: 46 };
      const step = this.steps.find(({ days, unit }) => days * scale >= (days === 1 ? 24 : room[unit]))
        || this.steps[this.steps.length - 1];
      const [start, end] = this.seen;
      const x = (date) => (date.getTime() / DAY - this.first) * scale - this.left0();
      const finer = step.interval.range(step.interval.floor(dateOf(start)), dateOf(end));
      const ticks = [];
      context.fillStyle = colours.quiet;
      context.textAlign = "left";
      for (const date of finer) {
        const isMajor = step.unit === "year" || (step.unit === "month" ? date.getUTCMonth() === 0 : date.getUTCDate() === 1);
        const at = x(date);
        ticks.push({ x: at, isMajor });
        const text = step.unit === "year" ? String(date.getUTCFullYear())
          : step.unit === "month" ? this.format({ month: "short" }).format(date) : String(date.getUTCDate());
        context.fillStyle = colours.line;
        context.fillRect(Math.round(at), 28, 1, 16);
        context.fillStyle = colours.quiet;
        if (at > -4 && at + 6 + context.measureText(text).width < width) context.fillText(text, at + 4, 34);
      }
      if (step.unit !== "year") this.paintContext(context, step, x, end);
      const now = (this.today + 0.5 - this.first) * scale - this.left0();
      if (now >= 0 && now <= width) {
        const text = this.words.today;
        const wide = context.measureText(text).width;
        context.fillStyle = colours.today;
        context.fillRect(Math.round(now) - 1, 20, 2, 24);
        const at = Math.min(width - wide - 6, Math.max(0, now - wide / 2 - 3));
        roundRect(context, at, 1, wide + 6, 19, 3);
        context.fill();
        context.fillStyle = colours.ground;
        context.fillText(text, at + 3, 11);
      }
      return ticks;
    }

    paintContext(context, step, x, end) {
      const { utcYear, utcMonth } = this.d3;
      const interval = step.unit === "month" ? utcYear : utcMonth;
      const form = this.format(step.unit === "month" ? { year: "numeric" } : { month: "long", year: "numeric" });
      const dates = interval.range(interval.floor(dateOf(this.seen[0])), dateOf(end));
      context.fillStyle = this.colours.ink;
      dates.forEach((date, at) => {
        const text = form.format(date);
        const next = at + 1 < dates.length ? x(dates[at + 1]) : Infinity;
        const start = Math.max(4, x(date) + 4);
        if (start + context.measureText(text).width + 6 < next) context.fillText(text, start, 11);
      });
    }

    /* -- the overview -- */

    buildOverview() {
      const svg = this.d3.select(this.overview).append("svg").attr("aria-hidden", "true").attr("focusable", "false");
      this.silhouette = svg.append("path").attr("class", "lanes-density");
      this.nowLine = svg.append("path").attr("class", "lanes-density-now");
      this.frameOfBrush = svg.append("g").attr("class", "lanes-brush");
      this.years = make("div", "lanes-overview-years");
      this.years.setAttribute("aria-hidden", "true");
      this.overview.append(this.years);
      this.handles = ["windowFrom", "window", "windowTo"].map((name) => {
        const handle = make("div", `lanes-handle lanes-handle-${name.toLowerCase()}`);
        handle.tabIndex = 0;
        handle.setAttribute("role", "slider");
        handle.setAttribute("aria-label", this.words[name]);
        this.on(handle, "keydown", (event) => this.slid(name, event));
        this.overview.append(handle);
        return handle;
      });
    }

    /* Counts of each year, or of each quarter or month where there are few years. An event known by its year only is
       shared out over the year: it did not happen in January. */
    drawOverview() {
      const { utcYear, utcMonth } = this.d3;
      const years = (this.end - this.first) / 365.25;
      const [interval, name] = years > 14 ? [utcYear, "overviewYear"]
        : years > 3 ? [utcMonth.every(3), "overviewQuarter"] : [utcMonth, "overviewMonth"];
      this.overviewName.textContent = this.words[name];
      const edges = interval.range(interval.floor(dateOf(this.first)), interval.ceil(dateOf(this.end)))
        .map((date) => date.getTime() / DAY);
      edges.push(interval.ceil(dateOf(this.end)).getTime() / DAY);
      const counts = edges.slice(1).map(() => 0);
      const { bisectRight } = this.d3;
      for (const event of this.known) {
        const first = bisectRight(edges, event.from) - 1;
        const last = event.kind === "span" || event.kind === "day" ? first : bisectRight(edges, event.to - 1) - 1;
        for (let at = first; at <= last; at += 1) counts[at] += 1 / (last - first + 1);
      }
      const most = Math.max(...counts, 1);
      const x = (day) => Math.max(0, Math.min(this.width, (day - this.first) * this.base));
      const floor = OVERVIEW - 18;
      const bars = counts.map((count, at) => {
        if (!count) return "";
        const left = x(edges[at]);
        const wide = Math.max(1, x(edges[at + 1]) - left - 1);
        return `M${left.toFixed(1)} ${floor}v${(-Math.max(1.5, (count / most) * (floor - 4))).toFixed(1)}h${wide.toFixed(1)}V${floor}z`;
      });
      this.d3.select(this.overview).select("svg").attr("width", this.width).attr("height", OVERVIEW);
      this.silhouette.attr("d", bars.join(""));
      const now = x(this.today + 0.5).toFixed(1);
      this.nowLine.attr("d", `M${now} 0V${floor}`);
      const step = this.steps.filter(({ unit }) => unit === "year").find(({ days }) => days * this.base >= 44);
      const dates = step ? step.interval.range(dateOf(this.first), dateOf(this.end)) : [];
      this.years.replaceChildren(...dates.filter((date) => x(date.getTime() / DAY) < this.width - 36).map((date) => {
        const label = make("span", "", String(date.getUTCFullYear()));
        label.style.left = `${x(date.getTime() / DAY)}px`;
        return label;
      }));
      this.frameOfBrush.call(this.brush);
      for (const handle of this.handles) {
        handle.setAttribute("aria-valuemin", String(Math.round(this.first)));
        handle.setAttribute("aria-valuemax", String(Math.round(this.end)));
      }
    }

    moveBrush() {
      const [from, to] = this.seen.map((day) => Math.max(0, Math.min(this.width, (day - this.first) * this.base)));
      if (!this.isBrushing) this.frameOfBrush.call(this.brush.move, [from, Math.max(from + 1, to)]);
      const about = this.format({ day: "numeric", month: "long", year: "numeric" });
      const ends = [this.seen[0], (this.seen[0] + this.seen[1]) / 2, this.seen[1] - 1];
      this.handles.forEach((handle, at) => {
        const day = Math.round(ends[at]);
        handle.style.transform = `translateX(${[from, (from + to) / 2, to][at]}px)`;
        if (handle.getAttribute("aria-valuenow") === String(day)) return;
        handle.setAttribute("aria-valuenow", String(day));
        handle.setAttribute("aria-valuetext", at === 1 ? this.caption.textContent : about.format(dateOf(day)));
      });
    }

    brushed(event) {
      const source = event.sourceEvent;
      if (!source) return;
      this.byReader = true;
      if (!event.selection) { // a click beside the window brings the window there
        const [x] = this.d3.pointer(source.changedTouches ? source.changedTouches[0] : source, this.overview);
        const half = (this.seen[1] - this.seen[0]) / 2;
        const day = this.first + x / this.base;
        this.isBrushing = false;
        this.show(day - half, day + half);
        return;
      }
      this.isBrushing = event.type === "brush";
      const least = this.width / CLOSEST;
      let [from, to] = event.selection.map((x) => this.first + x / this.base);
      if (to - from < least) [from, to] = [(from + to - least) / 2, (from + to + least) / 2];
      this.place(from, to);
    }

    slid(name, event) {
      const [from, to] = this.target && this.surface.node().__transition ? this.target : this.seen;
      const far = (this.end - this.first) / 10;
      const near = Math.max(1, (to - from) / 20);
      const by = {
        ArrowLeft: -near, ArrowDown: -near, ArrowRight: near, ArrowUp: near, PageDown: -far, PageUp: far,
        Home: -Infinity, End: Infinity,
      }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const least = this.width / CLOSEST;
      if (name === "window") {
        const shift = Math.max(this.first - from, Math.min(this.end - to, by));
        this.show(from + shift, to + shift);
      } else if (name === "windowFrom") this.show(Math.max(this.first, Math.min(to - least, from + by)), to);
      else this.show(from, Math.min(this.end, Math.max(from + least, to + by)));
    }

    /* -- pointing -- */

    /* What lies under the pointer; a little beside counts too, since dots are small. */
    hit(event) {
      if (!this.lanes.length) return null;
      const box = this.plot.getBoundingClientRect();
      const x = event.clientX - box.left + this.left0();
      const y = event.clientY - box.top;
      const scrolled = this.plot.scrollTop;
      const lane = Math.floor((y + scrolled) / this.laneHeight);
      if (!this.lanes[lane]) return null;
      this.arrange();
      let best = null;
      let least = 9;
      const { glyphs } = this.lanes[lane];
      for (let at = this.firstFrom(this.lanes[lane], x - 20); at < glyphs.length && glyphs[at].x0 < x + 20; at += 1) {
        const glyph = glyphs[at];
        const high = glyph.high || 6;
        const aside = Math.max(0, glyph.x0 - x, x - glyph.x1);
        const above = Math.max(0, Math.abs(this.yOf(glyph, lane * this.laneHeight - scrolled) - y) - high);
        const off = Math.hypot(aside, above);
        if (off < least) {
          least = off;
          best = glyph;
        }
      }
      return best && { lane, glyph: best, event: best.events.length === 1 ? best.events[0] : null };
    }

    hover(event) {
      const found = this.hit(event);
      const same = found && this.hovered && found.glyph === this.hovered.glyph;
      this.plot.classList.toggle("lanes-on", Boolean(found));
      if (same || (!found && !this.hovered)) return;
      this.hovered = found;
      this.showCard(found);
      this.paintSoon();
    }

    forget() {
      this.hovered = null;
      this.plot.classList.remove("lanes-on");
      this.showCard(null);
      this.paintSoon();
    }

    clicked(event) {
      const found = this.hit(event);
      if (!found) return;
      if (!found.event) this.openCluster(found);
      else if (event.pointerType === "touch") this.openPopup(found); // a finger covers what it is on: first the name
      else this.options.open(found.event.index);
    }

    /* Zoom so that the cluster fills the view and comes apart; what no zoom can part is listed. */
    openCluster({ lane, glyph }) {
      const from = Math.min(...glyph.events.map((event) => event.from));
      const to = Math.max(...glyph.events.map((event) => event.to));
      const around = Math.max((to - from) * 0.25, 3);
      const length = Math.max(to - from + 2 * around, this.width / CLOSEST);
      const closer = this.width / length;
      const parted = layOut(glyph.events, closer, this.first, this.points, this.bars || 1).length > 1;
      if (!parted || closer < this.scale * 1.05) this.openPopup({ lane, glyph });
      else {
        const middle = (from + to) / 2;
        this.show(middle - length / 2, middle + length / 2);
      }
    }

    /* -- cards and lists -- */

    partnersOf(event) {
      return event.partners.map((at) => this.data.partners[at][1]).join(", ");
    }

    showCard(found) {
      this.card.hidden = !found || Boolean(this.popup);
      if (this.card.hidden) return;
      const { glyph } = found;
      const parts = [];
      if (glyph.events.length === 1) {
        const [event] = glyph.events;
        parts.push(make("p", "lanes-about", [event.when, event.type].filter(Boolean).join(" · ")));
        parts.push(make("p", "lanes-card-name", event.name), make("p", "lanes-about", this.partnersOf(event)));
      } else {
        parts.push(make("p", "lanes-about", this.clusterPeriod(glyph)));
        parts.push(make("p", "lanes-card-name", say(this.words.cluster, { number: glyph.events.length })));
        const list = make("ul");
        list.append(...glyph.events.slice(0, 4).map((event) => make("li", "", event.name)));
        if (glyph.events.length > 4) list.append(make("li", "", "…"));
        parts.push(list);
      }
      this.card.replaceChildren(...parts);
      this.put(this.card, found);
    }

    clusterPeriod(glyph) {
      const [{ when }] = glyph.events;
      if (glyph.events.every((event) => event.when === when)) return when;
      const from = Math.min(...glyph.events.map((event) => event.from));
      const to = Math.max(...glyph.events.map((event) => event.to)) - 1;
      return this.format({ month: "long", year: "numeric" }).formatRange(dateOf(from), dateOf(to));
    }

    /* Place a card or a list by its glyph, wholly within the body. */
    put(box, { lane, glyph }) {
      const plot = this.plot;
      const x = plot.offsetLeft + glyph.x - this.left0();
      const y = plot.offsetTop + this.yOf(glyph, lane * this.laneHeight - plot.scrollTop);
      const wide = box.offsetWidth;
      const high = box.offsetHeight;
      box.style.left = `${Math.max(0, Math.min(this.body.clientWidth - wide, x - wide / 2))}px`;
      const above = y - high - 22;
      box.style.top = `${above < -8 ? y + 22 : above}px`;
    }

    openPopup(found) {
      this.closePopup(false);
      this.showCard(null);
      const { glyph } = found;
      const popup = (this.popup = make("div", "lanes-popup"));
      popup.setAttribute("role", "dialog");
      const count = say(this.words.cluster, { number: glyph.events.length });
      const title = glyph.events.length === 1 ? glyph.events[0].when : `${count}, ${this.clusterPeriod(glyph)}`;
      popup.setAttribute("aria-label", [title, this.lanes[found.lane].name].filter(Boolean).join(", "));
      const close = make("button", "lanes-button lanes-close", "×");
      close.type = "button";
      close.setAttribute("aria-label", this.words.close);
      close.addEventListener("click", () => this.closePopup(true));
      const list = make("ul");
      list.append(...glyph.events.map((event) => this.item(event)));
      popup.append(make("p", "lanes-popup-title", title), close, list);
      popup.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        this.closePopup(true);
      });
      popup.addEventListener("focusout", (event) => {
        const next = event.relatedTarget;
        if (next && next !== this.plot && !popup.contains(next)) this.closePopup(false);
      });
      this.body.append(popup);
      this.put(popup, found);
      list.querySelector("a").focus({ preventScroll: true });
    }

    closePopup(isBack) {
      if (!this.popup) return;
      this.popup.remove();
      this.popup = null;
      if (isBack) this.plot.focus({ preventScroll: true });
    }

    /* -- keys -- */

    glyphOf({ lane, event }) {
      const home = this.lanes[lane];
      this.arrange();
      if (!home.homes) {
        home.homes = new Map();
        for (const glyph of home.glyphs) for (const each of glyph.events) home.homes.set(each, glyph);
      }
      return home.homes.get(event);
    }

    pressed(event) {
      if (event.altKey || event.metaKey || event.ctrlKey || !this.lanes.length) return;
      const keys = {
        "+": () => this.zoomBy(2), "=": () => this.zoomBy(2), "-": () => this.zoomBy(1 / 2), _: () => this.zoomBy(1 / 2),
        ArrowLeft: () => (event.shiftKey ? this.pan(-0.25) : this.step(-1)),
        ArrowRight: () => (event.shiftKey ? this.pan(0.25) : this.step(1)),
        ArrowUp: () => this.change(-1),
        ArrowDown: () => this.change(1),
        Home: () => this.goToEnd(-1),
        End: () => this.goToEnd(1),
        Enter: () => this.enter(),
        " ": () => this.enter(),
        Escape: () => this.leave(),
      };
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    }

    /* The first time, the keyboard goes to what stands nearest to the middle of the view. */
    begin() {
      const lane = Math.min(this.lanes.length - 1, Math.floor((this.plot.scrollTop + this.laneHeight / 2) / this.laneHeight));
      this.activate(lane, this.nearest(lane, this.left0() + this.width / 2));
    }

    nearest(lane, x) {
      this.arrange();
      return this.lanes[lane].glyphs.reduce((best, glyph) =>
        (Math.abs(glyph.x - x) < Math.abs(best.x - x) ? glyph : best));
    }

    step(by) {
      if (!this.active) return this.begin();
      const { glyphs } = this.lanes[this.active.lane];
      const at = glyphs.indexOf(this.glyphOf(this.active)) + by;
      return this.activate(this.active.lane, glyphs[Math.max(0, Math.min(glyphs.length - 1, at))]);
    }

    change(by) {
      if (!this.active) return this.begin();
      const lane = Math.max(0, Math.min(this.lanes.length - 1, this.active.lane + by));
      if (lane === this.active.lane) return undefined;
      return this.activate(lane, this.nearest(lane, this.glyphOf(this.active).x));
    }

    goToEnd(by) {
      const lane = this.active ? this.active.lane : 0;
      this.arrange();
      const { glyphs } = this.lanes[lane];
      this.activate(lane, by < 0 ? glyphs[0] : glyphs[glyphs.length - 1]);
    }

    activate(lane, glyph) {
      this.active = { lane, event: glyph.events[0] };
      this.hovered = null;
      const top = lane * this.laneHeight;
      if (top < this.plot.scrollTop) this.plot.scrollTop = top;
      else if (top + this.laneHeight > this.plot.scrollTop + this.height) {
        this.plot.scrollTop = top + this.laneHeight - this.height;
      }
      this.headings.scrollTop = this.plot.scrollTop;
      this.headings.children[lane].scrollIntoView({ block: "nearest" }); // the page, too, may have to be scrolled
      const x = glyph.x - this.left0();
      if (x < 20 || x > this.width - 20) {
        const half = (this.seen[1] - this.seen[0]) / 2;
        const middle = this.dayAt(glyph.x);
        this.surface.interrupt();
        this.byReader = true;
        this.place(middle - half, middle + half); // at once: the ring must not run after the keys
      }
      this.announce(lane, glyph);
      this.showCard({ lane, glyph: this.glyphOf(this.active) });
      this.paintSoon();
    }

    announce(lane, glyph) {
      const partner = this.lanes[lane].name;
      if (glyph.events.length === 1) {
        const [event] = glyph.events;
        this.status.textContent = say(this.words.spoken, { date: event.when, name: event.name, partner });
      } else {
        const name = say(this.words.cluster, { number: glyph.events.length });
        this.status.textContent = say(this.words.spoken, { date: this.clusterPeriod(glyph), name, partner });
      }
    }

    enter() {
      if (!this.active) return this.begin();
      const glyph = this.glyphOf(this.active);
      if (glyph.events.length === 1) return this.options.open(glyph.events[0].index);
      return this.openCluster({ lane: this.active.lane, glyph });
    }

    leave() {
      this.status.textContent = "";
      this.plot.blur();
    }
  }

  globalThis.briefing = globalThis.briefing || {};
  globalThis.briefing.lanes = function (element, options) {
    const lanes = new Lanes(element, options);
    return {
      update: (indices) => lanes.update(indices),
      focus: (from, to) => lanes.focus(from, to),
      destroy: () => lanes.destroy(),
    };
  };
})();
