/* The filters of a timeline: on its own page, and narrowed to a scope on the pages of partners, people and so on.

   The page is whole without it: its static list, from `.timeline-filter` to `.timeline-end`, reads and prints by
   itself, and stands as long as nothing is asked for. This script adds a form. What fits is drawn from the data file,
   in the look of the static list. The data file is opened at once on the timeline's own page, elsewhere as soon as
   somebody turns to the form. It holds no words: labels stand in `data/words.js`, names in
   the data. */
(function () {
  "use strict";

  const briefing = globalThis.briefing;
  const { element } = briefing;
  const DATA = "data/timeline.js"; // from the root of the pages in this language
  const LANES = new URL("lanes.js", document.currentScript.src);
  const FACETS = ["partner", "topic", "type", "level", "person", "direction"];
  const ASKED = ["words", ...FACETS, "from", "to", "order", "view", "range"];
  const LISTS = {
    partner: "partners",
    topic: "topics",
    type: "types",
    level: "levels",
    person: "people",
    direction: "directions",
  };
  const CHUNK = 100; // events that come at once
  const FIRST = 25; // of them, those that are painted before the rest are made
  const SCOPES = { partner: "partner", topic: "topic", person: "person", organisation: "person" };

  /* ---- data --------------------------------------------------------------------------------------------------- */

  /* The data file is written short; here it gets its names: what lanes and filters read. An event has
     `{id, name, page, when, first, last, precision, type, partners, topics, mechanisms, people: [{at, role, proofs}],
     level, direction, place, parent, ...}`; indices into the lists of the data, -1 or null for what is not known. */
  function unpack(raw) {
    const events = raw.events.map((short) => {
      const pieces = [];
      const flat = short.w || [];
      for (let at = 0; at < flat.length; at += 2) pieces.push({ text: flat[at], iso: flat[at + 1] });
      const iso = (pieces.find((piece) => piece.iso) || { iso: "" }).iso;
      const isDay = pieces.length && !short.x;
      const filed = short.y || iso.split("-").map(Number);
      return {
        id: short.i,
        name: short.n,
        article: raw.articles[short.a],
        page: `${raw.articles[short.a]}#e-${short.i}`,
        when: pieces.length ? pieces.map((piece) => piece.text).join("") : null,
        pieces,
        precision: short.x || (isDay ? "day" : "unknown"),
        first: isDay ? iso : short.f || null,
        last: isDay ? iso : short.l || null,
        year: filed[0] || null,
        month: filed[1] || null,
        dateProof: short.d || [],
        basis: short.b ? { at: short.b[0], fact: short.b[1] } : null,
        proof: short.q || [],
        doubts: short.z || [],
        type: short.t,
        partners: short.k || [],
        topics: short.o || [],
        mechanisms: short.m || [],
        people: (short.h || []).map(([at, role, ...proofs]) => ({ at, role, proofs })),
        level: short.v ?? -1,
        direction: short.e ?? -1,
        place: short.p ? short.p[0] : null,
        placeProof: short.p ? short.p.slice(1) : [],
        reports: (short.r || []).map(([title, article, ...proofs]) => ({ title, article: raw.articles[article], proofs })),
        parent: short.u ?? -1,
        parts: [],
      };
    });
    const years = (event) => [event.first ? +event.first.slice(0, 4) : -Infinity, event.last ? +event.last.slice(0, 4) : Infinity];
    events.forEach((event, at) => {
      const above = events[event.parent];
      if (above) above.parts.push(at);
      const known = event.first || event.last || !above ? event : above; // it took place within what is known of that
      event.years = known.first || known.last ? years(known) : null;
      event.fields = {
        partner: event.partners,
        topic: upwards(raw.topics, event.topics),
        type: [event.type],
        level: event.level < 0 ? [] : [event.level],
        person: [...new Set(event.people.map((each) => each.at))],
        direction: event.direction < 0 ? [] : [event.direction],
      };
    });
    return { ...raw, events };
  }

  /* A topic brings those above it, so that who asks for crime is shown cyber-crime too. */
  function upwards(topics, own) {
    const found = new Set();
    for (let at of own) for (; at >= 0 && !found.has(at); at = topics[at][3]) found.add(at);
    return [...found];
  }

  /* The words by which events are found, in both forms; made once. */
  function indexWords(data) {
    const both = (text) => ({ exact: briefing.exact(text), bare: briefing.bare(text) });
    const names = {};
    for (const list of ["partners", "topics", "people", "mechanisms", "types"]) {
      names[list] = data[list].map((line) => both(line[1]));
    }
    for (const event of data.events) {
      const own = both([event.name, event.when, event.place].filter(Boolean).join("\n"));
      const more = [
        names.types[event.type],
        ...["partners", "topics", "mechanisms"].flatMap((list) => event[list].map((at) => names[list][at])),
        ...event.people.map((each) => names.people[each.at]),
      ];
      event.exact = [own, ...more].map((each) => each.exact).join("\n");
      event.bare = [own, ...more].map((each) => each.bare).join("\n");
    }
    data.isIndexed = true;
  }

  /* ---- the form ----------------------------------------------------------------------------------------------- */

  class TimelineFilter {
    constructor(place) {
      this.place = place;
      const { root, level, scope } = place.dataset;
      this.said = globalThis.briefingWords.timeline;
      this.root = root;
      this.level = Number(level);
      this.scope = scope ? scope.split(":") : null;
      this.language = document.documentElement.lang || "vi";
      this.data = null;
      this.view = {}; // what the address asks for beside the boxes: view, range
      this.start = 0; // row of the results with which the page begins
      this.isForced = false; // results stand though nothing narrows them: the page lacks what was jumped to
      this.readPage();
      this.build();
      window.addEventListener("hashchange", () => this.fromAddress());
      const wanted = briefing.asked(ASKED);
      const isAsked = wanted !== null && Object.keys(wanted).length > 0;
      if (!this.scope) this.panel.open = matchMedia("(min-width: 76.25em)").matches;
      if (isAsked) this.panel.open = this.panel.open || Boolean(this.scope);
      if (!this.scope || isAsked) this.load();
    }

    /* The static list: its nodes, and its headings by year. */
    readPage() {
      this.static = [];
      this.headings = [];
      let year = null;
      for (let node = this.place.nextElementSibling; node && !node.matches(".timeline-end"); node = node.nextElementSibling) {
        this.static.push(node);
        const depth = /^H\d$/.test(node.tagName) ? Number(node.tagName[1]) - this.level : -1;
        if (depth === 0) year = (/\d{4}/.exec(node.textContent) || [""])[0];
        if (depth < 0) continue;
        const links = document.querySelectorAll(`.md-nav--secondary a[href$="#${CSS.escape(node.id)}"]`);
        this.headings.push({ node, year, isYear: depth === 0, entries: Array.from(links, (link) => link.closest("li")) });
      }
    }

    build() {
      const said = this.said;
      this.panel = element("details", "timeline-panel");
      this.panel.append(element("summary", "", said.filter));
      const form = element("form");
      form.setAttribute("role", "search");
      this.fields = element("fieldset", "filter-form");
      this.fields.disabled = true;
      const tools = element("fieldset", "filter-form timeline-tools");
      tools.disabled = true;
      this.tools = tools;
      const labels = { ...said, level: said.levelName };
      this.inputs = { words: briefing.search() };
      briefing.field(this.fields, "words", labels.words, this.inputs.words).classList.add("filter-wide");
      this.inputs.words.addEventListener("input", () => this.change(false));
      const own = this.scope && SCOPES[this.scope[0]];
      for (const name of [...FACETS, "from", "to"]) {
        if (name === own && this.scope[0] !== "organisation") continue;
        this.inputs[name] = briefing.box(said.any);
        briefing.field(this.fields, name, labels[name], this.inputs[name]);
      }
      this.inputs.order = briefing.box();
      this.inputs.order.add(new Option(said.newest, ""));
      this.inputs.order.add(new Option(said.oldest, "oldest"));
      briefing.field(tools, "order", said.order, this.inputs.order);
      for (const input of Object.values(this.inputs)) {
        if (input !== this.inputs.words) input.addEventListener("change", () => this.change(true));
      }
      this.jump = briefing.box();
      briefing.field(tools, "jump", said.jump, this.jump);
      tools.append(this.button(said.go, () => this.jumpToYear(this.jump.value)));
      tools.append(this.button(said.today, () => this.jumpToToday()));
      const clear = element("button", "", said.clear);
      clear.type = "reset";
      tools.append(clear);
      tools.append(this.viewButtons());

      form.append(this.fields, tools);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", (event) => {
        event.preventDefault();
        briefing.fill(this.inputs, {});
        this.view.range = "";
        this.change(true);
      });
      this.panel.append(form);
      this.status = briefing.status();
      this.results = element("div", "timeline-results");
      this.results.hidden = true;
      this.lanesPlace = element("div", "timeline-lanes");
      this.lanesPlace.hidden = true;
      this.take = element("fieldset", "take-set");
      this.take.disabled = true; // until the data are there
      this.take.hidden = Boolean(this.scope); // there they are opened when somebody asks
      this.take.append(
        briefing.takeBar({ name: "timeline", rows: () => this.takenRows(), events: () => this.takenEvents() }),
      );
      this.place.append(this.panel, this.status, this.take);
      this.place.after(this.lanesPlace, this.results);
      for (const sign of ["pointerenter", "focusin", "pointerdown", "toggle"]) {
        this.panel.addEventListener(sign, () => this.load(), { once: true });
      }
    }

    button(text, action) {
      const made = element("button", "", text);
      made.type = "button";
      made.addEventListener("click", action);
      return made;
    }

    /* What is shown, as a table: heads first. */
    takenRows() {
      const { data, said } = this;
      const names = globalThis.briefingWords.take;
      const heads = [names.date, names.first, names.last, names.what, said.type, said.levelName, said.direction];
      heads.push(said.partner, names.place, names.people, said.topic, said.partOf, names.page);
      const named = (list, several) => several.map((at) => data[list][at][1]).join("; ");
      const one = (list, at) => (at >= 0 ? data[list][at][1] : "");
      const rows = this.fits.map((at) => {
        const event = data.events[at];
        return [
          event.when,
          event.first,
          event.last,
          event.name,
          one("types", event.type),
          one("levels", event.level),
          one("directions", event.direction),
          named("partners", event.partners),
          event.place,
          event.people.map((each) => `${one("people", each.at)} (${one("roles", each.role)})`).join("; "),
          named("topics", event.topics),
          event.parent >= 0 ? data.events[event.parent].name : "",
          briefing.placeOf(`${this.root}${event.page}`),
        ];
      });
      return [heads, ...rows];
    }

    /* What is shown and has a year, oldest first, for what draws timelines. */
    takenEvents() {
      const { data } = this;
      const dated = this.fits.map((at) => data.events[at]).map((event) => ({
        id: event.id,
        name: event.name,
        when: event.when,
        dates: event.pieces.map((piece) => piece.iso).filter(Boolean),
        isPlain: event.precision !== "approximate" && Boolean(event.first && event.last),
        partners: event.partners.map((at) => data.partners[at]),
        page: briefing.placeOf(`${this.root}${event.page}`),
      }));
      const order = (event) => `${event.dates[0]} ${event.id}`;
      return dated.filter((event) => event.dates.length).sort((one, other) => (order(one) < order(other) ? -1 : 1));
    }

    viewButtons() {
      const group = element("div", "timeline-view");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", this.said.view);
      this.viewButton = {};
      for (const [view, text] of [["list", this.said.viewList], ["lanes", this.said.viewLanes]]) {
        this.viewButton[view] = this.button(text, () => {
          this.view.view = view === "lanes" ? view : "";
          this.change(true);
        });
        group.append(this.viewButton[view]);
      }
      return group;
    }

    load() {
      if (this.isLoading) return;
      this.isLoading = true;
      this.status.textContent = this.said.loading;
      this.insert(this.root + DATA, () => this.begin(unpack(globalThis.briefingTimeline)));
    }

    insert(address, then) {
      const script = element("script");
      script.src = window.briefingScript(address);
      script.addEventListener("load", then);
      script.addEventListener("error", () => {
        this.status.textContent = this.said.failed;
      });
      document.head.append(script);
    }

    begin(data) {
      this.data = data;
      this.base = this.inScope();
      this.options = { from: {}, to: {} };
      for (const name of FACETS) {
        const select = this.inputs[name];
        if (!select) continue;
        if (name === "person") this.addPeople(select);
        else this.options[name] = data[LISTS[name]].map(([code, text]) => this.option(select, code, text));
      }
      const known = this.base.map((at) => data.events[at].years).filter(Boolean).flat().filter(Number.isFinite);
      this.newestYear = Math.max(...known);
      this.oldestYear = Math.min(...known);
      for (let year = this.newestYear; year >= this.oldestYear; year -= 1) {
        for (const name of ["from", "to"]) {
          this.options[name][year] = this.option(this.inputs[name], String(year), String(year));
        }
      }
      this.fields.disabled = this.tools.disabled = this.take.disabled = this.take.hidden = false;
      this.fromAddress();
      setTimeout(() => data.isIndexed || indexWords(data)); // before anybody has typed a letter
    }

    option(parent, code, text) {
      const made = new Option(text, code);
      parent.append(made);
      return { made, text, count: -1 };
    }

    addPeople(select) {
      this.options.person = [];
      for (const [register, label] of [["people", this.said.people], ["organisations", this.said.organisations]]) {
        const group = element("optgroup");
        group.label = label;
        this.data.people.forEach(([code, name, , own], at) => {
          if (own === register) this.options.person[at] = this.option(group, code, name);
        });
        if (group.firstChild) select.append(group);
      }
    }

    /* The events of the page: all, or those that name what it is about. */
    inScope() {
      const every = this.data.events.map((_, at) => at);
      if (!this.scope) return every;
      const [kind, code] = this.scope;
      if (kind === "mechanism" || kind === "topic") {
        const list = `${kind}s`;
        const own = this.data[list].findIndex((line) => line[0] === code);
        return every.filter((at) => this.data.events[at][list].includes(own));
      }
      const own = this.indexOf(SCOPES[kind], code);
      return every.filter((at) => this.data.events[at].fields[SCOPES[kind]].includes(own));
    }

    indexOf(name, code) {
      const isActor = (line) => line[3] === "people" || line[3] === "organisations";
      return this.data[LISTS[name]].findIndex((line) => line[0] === code && (name !== "person" || isActor(line)));
    }

    /* ---- what is asked for ------------------------------------------------------------------------------------ */

    change(isStep) {
      if (!this.data) return;
      this.start = 0;
      this.isForced = false;
      this.toAddress(isStep);
      this.show();
    }

    toAddress(isStep) {
      const wanted = {};
      for (const [name, input] of Object.entries(this.inputs)) wanted[name] = input.value.trim();
      briefing.ask({ ...wanted, ...this.view }, isStep);
    }

    fromAddress() {
      const wanted = briefing.asked(ASKED);
      if (!this.data) {
        if (wanted && Object.keys(wanted).length) this.load();
        return;
      }
      if (wanted) {
        briefing.fill(this.inputs, wanted);
        this.view = { view: wanted.view === "lanes" ? "lanes" : "", range: wanted.range || "" };
        this.start = 0;
        this.isForced = false;
        this.show();
      } else {
        // a heading: what was chosen stays, and a heading that is hidden leads to its year in the results
        const heading = this.headings.find((each) => `#${each.node.id}` === decodeURI(location.hash));
        if (!this.rows) this.show();
        if (heading && !this.results.hidden) this.jumpToYear(heading.year);
      }
    }

    /* One pass: what fits, and how many would under each other choice. */
    sift() {
      const { data, inputs } = this;
      const wanted = FACETS.map((name) => (inputs[name] && inputs[name].value ? this.indexOf(name, inputs[name].value) : -1));
      const from = Number(inputs.from.value) || -Infinity;
      const to = Number(inputs.to.value) || Infinity;
      const isDated = Number.isFinite(from) || Number.isFinite(to);
      const finds = briefing.finder(inputs.words.value);
      if (finds && !data.isIndexed) indexWords(data);
      const counts = FACETS.map((name) => new Map());
      const ends = { from: new Map(), to: new Map() };
      const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
      const fits = [];
      for (const at of this.base) {
        const event = data.events[at];
        if (finds && !finds(event.exact, event.bare)) continue;
        let missed = 0; // how many choices it misses, and the last of them
        let which = -1;
        for (let facet = 0; facet < FACETS.length; facet += 1) {
          if (wanted[facet] >= 0 && !event.fields[FACETS[facet]].includes(wanted[facet])) {
            missed += 1;
            which = facet;
          }
        }
        const [first, last] = event.years || [Infinity, -Infinity];
        if (isDated && last < from) {
          missed += 1;
          which = "from";
        }
        if (isDated && first > to) {
          missed += 1;
          which = "to";
        }
        if (isDated && !event.years) continue;
        if (missed > 1) continue;
        if (missed === 0) fits.push(at);
        for (let facet = 0; facet < FACETS.length; facet += 1) {
          if (missed === 0 || which === facet) for (const value of event.fields[FACETS[facet]]) add(counts[facet], value);
        }
        if (event.years && (missed === 0 || which === "from")) add(ends.from, Math.min(last, this.newestYear));
        if (event.years && (missed === 0 || which === "to")) add(ends.to, Math.max(first, this.oldestYear));
      }
      this.isNarrowed = fits.length < this.base.length || Boolean(finds) || isDated || wanted.some((at) => at >= 0);
      this.label(counts, ends);
      return fits;
    }

    label(counts, ends) {
      FACETS.forEach((name, facet) => {
        (this.options[name] || []).forEach((option, at) => this.tell(option, counts[facet].get(at) || 0));
      });
      let sum = 0;
      for (let year = this.newestYear; year >= this.oldestYear; year -= 1) {
        sum += ends.from.get(year) || 0;
        this.tell(this.options.from[year], sum);
      }
      sum = 0;
      for (let year = this.oldestYear; year <= this.newestYear; year += 1) {
        sum += ends.to.get(year) || 0;
        this.tell(this.options.to[year], sum);
      }
    }

    tell(option, count) {
      if (option.count === count) return;
      option.count = count;
      option.made.text = this.say("choice", { name: option.text, count });
      option.made.hidden = option.made.disabled = count === 0;
    }

    say(key, values) {
      return this.said[key].replace(/\{(\w+)\}/g, (whole, name) => {
        const value = values[name];
        return typeof value === "number" && name !== "year" ? value.toLocaleString(this.language) : value;
      });
    }

    /* ---- what is shown ---------------------------------------------------------------------------------------- */

    show() {
      const fits = (this.fits = this.sift());
      this.rows = this.rowsOf(fits);
      const isStatic = !this.isNarrowed && !this.isForced && this.inputs.order.value !== "oldest";
      for (const node of this.static) node.hidden = !isStatic;
      this.results.hidden = isStatic;
      this.listYears(isStatic);
      if (isStatic) this.results.replaceChildren();
      else this.paint();
      const all = this.base.length;
      const told = this.isNarrowed ? this.say("shown", { shown: fits.length, all }) : this.say("all", { all });
      this.status.textContent = [told, ...this.chosen()].join(" · ");
      this.showLanes(fits);
    }

    /* The names of what was chosen: where the form is folded, and on paper, they tell what is shown. */
    chosen() {
      const { words, from, to } = this.inputs;
      const names = FACETS.map((name) => this.inputs[name] && this.data[LISTS[name]][this.indexOf(name, this.inputs[name].value)]);
      const years = [from.value, to.value].some(Boolean) ? [`${from.value}–${to.value}`] : [];
      const typed = words.value.trim() ? [`“${words.value.trim()}”`] : [];
      return [...typed, ...names.filter(Boolean).map((line) => line[1]), ...years];
    }

    /* What stands by itself, in the order asked for, with what fits of what happened within it. */
    rowsOf(fits) {
      const { events, alone } = this.data;
      const isIn = new Uint8Array(events.length);
      for (const at of fits) isIn[at] = 1;
      const above = (at) => {
        let parent = events[at].parent;
        while (parent >= 0 && !isIn[parent]) parent = events[parent].parent;
        return parent;
      };
      this.parts = new Map();
      const rows = [];
      for (const at of fits) {
        const parent = above(at);
        if (parent < 0) continue;
        if (!this.parts.has(parent)) this.parts.set(parent, []);
        this.parts.get(parent).push(at);
      }
      for (const at of alone) if (isIn[at] && above(at) < 0) rows.push({ at, year: events[at].year, month: events[at].month });
      if (this.inputs.order.value !== "oldest") return rows;
      // what has no year or month comes last either way
      const last = (number) => number || 9999;
      const turned = rows.map((row, place) => ({ ...row, place }));
      return turned.sort(
        (one, other) => last(one.year) - last(other.year) || last(one.month) - last(other.month) || other.place - one.place,
      );
    }

    listYears(isStatic) {
      const counts = new Map();
      for (const row of this.rows) counts.set(row.year || "", (counts.get(row.year || "") || 0) + this.sizeOf(row.at));
      const chosen = this.jump.value;
      const options = [...counts].map(([year, count]) => {
        const name = year === "" ? this.said.unknownYear : String(year);
        return new Option(this.say("choice", { name, count }), String(year));
      });
      this.jump.replaceChildren(...options);
      if (counts.has(Number(chosen))) this.jump.value = chosen;
      for (const { year, isYear, entries } of this.headings) {
        for (const entry of entries) entry.hidden = !isStatic && !(isYear && counts.has(Number(year) || ""));
      }
    }

    sizeOf(at) {
      let size = 1;
      for (const part of this.parts.get(at) || []) size += this.sizeOf(part);
      return size;
    }

    paint() {
      this.end = this.start;
      this.results.replaceChildren();
      clearTimeout(this.rest);
      if (!this.rows.length) {
        this.results.append(element("p", "", this.said.none));
        return;
      }
      if (this.start > 0) {
        const count = Math.min(CHUNK, this.start);
        this.results.append(this.chunkButton("before", count, () => {
          this.start -= count;
          this.paint();
          this.focusOn(this.results.querySelector(".event-title a"));
        }));
      }
      this.more(FIRST);
      requestAnimationFrame(() => {
        clearTimeout(this.rest);
        const end = this.end;
        this.rest = setTimeout(() => this.end === end && end < this.rows.length && this.more(CHUNK - FIRST));
      });
    }

    /* Draw the next events, as many as there is room for; returns the first of them. */
    more(room) {
      if (this.moreButton) this.moreButton.remove();
      const drawn = document.createDocumentFragment();
      let list = null;
      let first = null;
      const before = this.end > this.start ? this.rows[this.end - 1] : null;
      let last = before;
      if (before) list = this.results.querySelector(":scope > ul:last-of-type");
      for (; this.end < this.rows.length && room > 0; this.end += 1) {
        const row = this.rows[this.end];
        const isNewYear = !last || last.year !== row.year;
        if (isNewYear) {
          const heading = element(`h${this.level}`, "", row.year ? String(row.year) : this.said.unknownYear);
          heading.dataset.year = row.year || "";
          drawn.append(heading);
        }
        if (isNewYear || last.month !== row.month) {
          drawn.append(element(`h${this.level + 1}`, "", this.monthName(row)));
          list = element("ul");
          drawn.append(list);
        }
        const item = this.item(row.at, true);
        list.append(item);
        first = first || item;
        room -= this.sizeOf(row.at);
        last = row;
      }
      this.results.append(drawn);
      const left = this.rows.slice(this.end).reduce((sum, row) => sum + this.sizeOf(row.at), 0);
      if (left) {
        this.moreButton = this.chunkButton("more", Math.min(CHUNK, left), () => {
          this.focusOn(this.more(CHUNK).querySelector(".event-title a"));
        });
        this.results.append(this.moreButton);
      }
      return first;
    }

    chunkButton(key, count, action) {
      const button = this.button(this.say(key, { count }), action);
      button.className = "timeline-more";
      return button;
    }

    monthName({ year, month }) {
      if (!month) return this.said.unknownMonth;
      const names = year ? this.said.months : this.said.monthsOnly;
      return names[month - 1].replace("{year}", year);
    }

    /* One event and, further in, what happened within it: as the static list shows it. */
    item(at, isAlone) {
      const event = this.data.events[at];
      const item = element("li");
      const line = (className, ...content) => {
        const paragraph = element("p");
        const said = className ? element("span", className) : element("small");
        said.append(...content);
        paragraph.append(said);
        item.append(paragraph);
      };
      line("event-when", ...this.when(event));
      line("event-title", this.link(event.page, event.name), ...this.ground(event.article, event.proof), ...this.doubts(event));
      const meta = [this.data.types[event.type][1]];
      for (const partner of event.partners) {
        const [, name, page] = this.data.partners[partner];
        const chip = element("span", "partner");
        chip.append(this.link(page, name));
        meta.push(" · ", chip);
      }
      if (event.place) meta.push(" · ", ...this.ofEvent(event, event.placeProof, event.place));
      line("", ...meta);
      if (event.people.length) {
        line("", ...event.people.flatMap(({ at: who, role, proofs }, place) => [
          place ? " · " : "",
          ...this.ofEvent(event, proofs, this.data.people[who][1]),
          ` (${this.data.roles[role][1].toLowerCase()})`,
        ]));
      }
      if (event.reports.length) {
        line("", `${this.said.alsoIn}: `, ...event.reports.flatMap(({ title, article, proofs }, place) => [
          place ? " · " : "",
          this.link(article, title),
          ...this.ground(article, proofs),
        ]));
      }
      const parent = this.data.events[event.parent];
      if (isAlone && parent) line("", `${this.said.partOf}: `, this.link(parent.page, parent.name));
      const parts = this.parts.get(at);
      if (parts) {
        const list = element("ul");
        list.append(...parts.map((part) => this.item(part, this.data.events[part].parent !== at)));
        item.append(list);
      }
      return item;
    }

    when(event) {
      if (!event.when) return [this.said.unknown];
      const said = document.createDocumentFragment();
      for (const { text, iso } of event.pieces) {
        const piece = iso ? element("time", "", text) : text;
        if (iso) piece.dateTime = iso;
        said.append(piece);
      }
      const shown = event.dateProof.length > 1 ? this.ofEvent(event, event.dateProof, said) : [said];
      if (event.basis) {
        const basis = element("span", "basis");
        basis.append(this.link(`${event.article}#f${event.basis.fact}`, this.data.bases[event.basis.at][1]));
        shown.push(" ", basis);
      }
      return shown;
    }

    link(page, text) {
      const made = element("a");
      made.href = this.root + page;
      made.append(text);
      return made;
    }

    /* What the words of the event itself prove leads nowhere: they stand behind its name. */
    ofEvent(event, proofs, value) {
      const isOwn = proofs.length > 1 && String(proofs) === String(event.proof);
      return isOwn ? [value] : this.proven(event.article, proofs, value);
    }

    /* A value that leads to the first words that prove it; the others follow. */
    proven(article, proofs, value) {
      if (proofs.length < 2) return [value, ...this.ground(article, proofs)];
      const link = this.link(`${article}#p${proofs[0]}`, value);
      link.title = this.say("sentence", { number: proofs[1] });
      return [link, ...this.proofMarks(article, proofs.slice(2))];
    }

    /* Where something rests: its sentences, else that nothing proves it yet. */
    ground(article, proofs) {
      return proofs.length ? this.proofMarks(article, proofs) : [" ", element("span", "unproved", this.said.unproved)];
    }

    proofMarks(article, proofs) {
      const marks = [];
      for (let at = 0; at + 1 < proofs.length; at += 2) {
        const mark = element("sup");
        mark.append(this.link(`${article}#p${proofs[at]}`, this.say("sentence", { number: proofs[at + 1] })));
        marks.push(" ", mark);
      }
      return marks;
    }

    doubts(event) {
      const marks = [];
      for (let at = 0; at < event.doubts.length; at += 2) {
        const mark = element("span", "doubt");
        mark.append(this.link(`${event.article}#n${event.doubts[at + 1]}`, this.data.notes[event.doubts[at]][1]));
        marks.push(" ", mark);
      }
      return marks;
    }

    /* ---- jumps ------------------------------------------------------------------------------------------------ */

    focusOn(node) {
      if (!node) return;
      if (!node.matches(":is(a, button)")) node.tabIndex = -1;
      node.focus({ preventScroll: true });
      (node.closest("li") || node).scrollIntoView({ block: "start" });
    }

    jumpToYear(value) {
      const year = Number(value) || null;
      const heading = this.headings.find((each) => each.isYear && (Number(each.year) || null) === year);
      if (this.results.hidden && heading) {
        this.focusOn(heading.node);
        return;
      }
      const row = this.rows.findIndex((each) => each.year === year);
      if (row >= 0) this.focusOn(this.reach(row, () => this.results.querySelector(`[data-year="${year || ""}"]`)));
    }

    /* The newest event that is not to come: where the day of the page stands in time. */
    jumpToToday() {
      const { events, today } = this.data;
      const isPast = (row) => events[row.at].first && events[row.at].first <= today;
      const places = this.rows.map((_, place) => place);
      if (this.inputs.order.value === "oldest") places.reverse();
      const row = places.find((place) => isPast(this.rows[place]));
      if (row === undefined) return;
      const end = `#e-${events[this.rows[row].at].id}`;
      const find = (nodes) => nodes.flatMap((node) => [...node.querySelectorAll(".event-title a")]).find((link) => link.hash === end);
      const link = this.results.hidden ? find(this.static) : null;
      this.focusOn(link || this.reach(row, () => find([this.results])));
    }

    /* Draw the results so far that a row is there. */
    reach(row, find) {
      if (this.results.hidden) {
        this.isForced = true;
        this.show();
      }
      if (row < this.start || row >= this.end) {
        this.start = row;
        this.paint();
      }
      return find();
    }

    /* ---- lanes ------------------------------------------------------------------------------------------------ */

    showLanes(fits) {
      const isWanted = this.view.view === "lanes";
      for (const [view, button] of Object.entries(this.viewButton)) {
        button.setAttribute("aria-pressed", String(isWanted === (view === "lanes")));
      }
      this.lanesPlace.hidden = !isWanted;
      if (!isWanted) {
        if (this.lanes) this.lanes.destroy();
        this.lanes = null;
        this.lanesPlace.replaceChildren();
        return;
      }
      if (this.lanes) this.lanes.update(fits);
      else if (briefing.lanes) this.openLanes();
      else if (!this.isLanesLoading) {
        this.isLanesLoading = true;
        this.insert(LANES, () => this.view.view === "lanes" && this.openLanes());
      }
      if (this.lanes && this.view.range && this.view.range !== this.shownRange) this.focusLanes();
    }

    openLanes() {
      const words = {};
      for (const [key, text] of Object.entries(this.said)) {
        if (/^lanes[A-Z]/.test(key)) words[key[5].toLowerCase() + key.slice(6)] = text;
      }
      const drawing = element("div");
      this.lanesPlace.replaceChildren(drawing, element(`h${this.level}`, "", this.said.viewList));
      this.lanes = briefing.lanes(drawing, {
        data: this.data,
        root: this.root,
        words,
        open: (at) => location.assign(this.root + this.data.events[at].page),
        range: (from, to) => {
          this.view.range = this.shownRange = `${from}..${to}`;
          this.toAddress(false);
        },
      });
      this.lanes.update(this.fits);
      if (this.view.range) this.focusLanes();
    }

    focusLanes() {
      this.shownRange = this.view.range;
      const ends = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(this.view.range);
      if (ends) this.lanes.focus(ends[1], ends[2]);
    }
  }

  briefing.ready(() => {
    const place = document.querySelector(".timeline-filter");
    if (place && !place.hasChildNodes()) new TimelineFilter(place);
  });
})();
