/* The filter of the outcome ledger.

   The page is whole without it: matters stand by status. This script reads what stands on the page (spans of the
   classes `matter`, `ledger-group` and `ledger-topic`), adds a form, and hides what was not asked for.
   It holds no words: labels stand in `data/words.js`. */
(function () {
  "use strict";

  const briefing = globalThis.briefing;
  const FIELDS = ["partner", "topic", "status"];

  class Ledger {
    constructor(place) {
      this.said = globalThis.briefingWords.ledger;
      this.matters = Array.from(document.querySelectorAll(".matter"), (mark) => this.matter(mark));
      this.groups = Array.from(document.querySelectorAll(".ledger-group"), (mark) => this.group(mark));
      this.build(place);
      window.addEventListener("hashchange", () => this.fromAddress());
      this.fromAddress();
    }

    matter(mark) {
      const item = mark.closest("li");
      return {
        item,
        partner: mark.dataset.partner.split(" "),
        topic: mark.dataset.topic.split(" "),
        status: [mark.dataset.status],
        exact: briefing.exact(item.textContent),
        bare: briefing.bare(item.textContent),
      };
    }

    group(mark) {
      const heading = mark.closest("h2");
      const part = briefing.element("span", "ledger-part");
      heading.insertBefore(part, heading.querySelector(".headerlink"));
      const { status, name } = mark.dataset;
      return { status, name, heading, list: heading.nextElementSibling, part };
    }

    /* Every choice that some matter has, by its name. */
    choices(field) {
      if (field === "status") return this.groups.map((group) => [group.status, group.name]);
      const found = new Map();
      if (field === "topic") {
        for (const mark of document.querySelectorAll(".ledger-topic")) found.set(mark.dataset.code, mark.dataset.name);
      } else {
        for (const matter of this.matters) {
          const links = matter.item.querySelectorAll(".partner");
          matter.partner.forEach((code, at) => {
            if (code && links[at]) found.set(code, links[at].textContent);
          });
        }
      }
      const language = document.documentElement.lang || "vi";
      return [...found].sort((one, other) => one[1].localeCompare(other[1], language));
    }

    build(place) {
      const form = briefing.element("form", "filter-form");
      form.setAttribute("role", "search");
      this.inputs = {};
      for (const field of FIELDS) {
        const select = briefing.box(this.said.any);
        for (const [code, name] of this.choices(field)) select.add(new Option(name, code));
        select.addEventListener("change", () => this.toAddress(true));
        this.inputs[field] = select;
      }
      this.inputs.words = briefing.search();
      this.inputs.words.addEventListener("input", () => this.toAddress(false));
      for (const [name, input] of Object.entries(this.inputs)) briefing.field(form, name, this.said[name], input);
      const clear = briefing.element("button", "", this.said.clear);
      clear.type = "reset";
      form.append(clear);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", (event) => {
        event.preventDefault();
        briefing.fill(this.inputs, {});
        this.toAddress(true);
      });
      this.status = briefing.status();
      const bar = briefing.takeBar({ name: "outcomes", rows: () => this.rows() });
      place.closest("p").after(form, this.status, bar); // Markdown sets the mark in a paragraph, which may hold no form
      place.append(document.createComment("filled"));
    }

    /* What is shown, as a table: heads first. */
    rows() {
      const names = globalThis.briefingWords.take;
      const heads = [this.said.status, names.what, this.said.partner, names.date, names.who, this.said.topic, names.standing, names.page];
      const shown = this.matters.filter((matter) => !matter.item.hidden);
      return [heads, ...shown.map((matter) => this.row(matter.item))];
    }

    row(item) {
      const bare = item.cloneNode(true);
      for (const proof of bare.querySelectorAll("sup, .proofs")) proof.remove();
      const [first, second] = bare.querySelectorAll("small");
      const link = bare.querySelector(".matter ~ a, p > a");
      const times = Array.from(first.querySelectorAll("time"), (time) => time.getAttribute("datetime"));
      const partners = Array.from(bare.querySelectorAll(".partner"), (each) => each.textContent);
      const [, who, topics] = first.textContent.split(" · ");
      return [
        bare.querySelector(".modality").textContent,
        link.textContent,
        partners.join("; "),
        times.join("/"),
        who,
        topics,
        second ? second.textContent : "",
        briefing.placeOf(link.getAttribute("href")),
      ];
    }

    toAddress(isStep) {
      const wanted = {};
      for (const [name, input] of Object.entries(this.inputs)) wanted[name] = input.value.trim();
      briefing.ask(wanted, isStep);
      this.show();
    }

    fromAddress() {
      const wanted = briefing.asked(Object.keys(this.inputs));
      if (wanted) briefing.fill(this.inputs, wanted); // else it is a heading: what was chosen stays
      this.show();
    }

    show() {
      const finds = briefing.finder(this.inputs.words.value);
      const counts = {};
      let shown = 0;
      for (const matter of this.matters) {
        const fits =
          FIELDS.every((field) => !this.inputs[field].value || matter[field].includes(this.inputs[field].value)) &&
          (!finds || finds(matter.exact, matter.bare));
        matter.item.hidden = !fits;
        if (!fits) continue;
        shown += 1;
        counts[matter.status[0]] = (counts[matter.status[0]] || 0) + 1;
      }
      const isWhole = shown === this.matters.length;
      for (const { status, heading, list, part } of this.groups) {
        const count = counts[status] || 0;
        heading.hidden = list.hidden = !count;
        part.textContent = isWhole ? "" : ` ${this.said.part.replace("{shown}", count)}`;
        for (const link of document.querySelectorAll(`.md-nav--secondary a[href="#${heading.id}"]`)) {
          link.parentNode.hidden = !count;
        }
      }
      this.status.textContent = this.said.shown.replace("{shown}", shown).replace("{all}", this.matters.length);
    }
  }

  briefing.ready(() => {
    const place = document.querySelector(".ledger-filter");
    if (place && !place.hasChildNodes()) new Ledger(place);
  });
})();
