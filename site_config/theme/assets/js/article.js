/* The page of an article: touching a fact lights its words, touching words lights the facts that rest on them; and
   copying with the source.

   The page is whole without it: a fact leads to its words, which `:target` lights. What rests on what stands on the
   page: a link of the margin leads to its fact, whose line leads to its proofs; more than that it says itself
   (`data-facts`, `data-proofs`). A mark of the text is a proof, or part of one (`data-proof`). Only classes change, so
   nothing moves. It holds no words: they stand in `data/words.js`. */
(function () {
  "use strict";

  const QUOTED = ".printed mark:not(.found)"; // what the search has lit is no proof
  const SENTENCE = ".printed p > span";
  const RESTING = ".printed > div > div > details:not([class])"; // the facts of a passage
  const FOLDED = "details details:not([class], [open])";
  const LIT = "is-lit";
  const NEAR = "is-near"; // facts that rest on more words around those that are touched

  function start() {
    const section = document.querySelector(".printed");
    const citation = document.querySelector(".citation");
    if (!section || !citation) return;
    unfold(section);
    new Light(section);
    new Copier(section, citation);
  }

  /* Where there is a margin, the style shows what is folded elsewhere; then it must be open to a screen reader too. */
  function unfold(section) {
    const wide = matchMedia("(min-width: 76.25em)");
    const set = () => {
      for (const facts of section.querySelectorAll(RESTING)) facts.open = wide.matches;
    };
    wide.addEventListener("change", set);
    set();
  }

  function words(text) {
    return text ? text.split(" ") : [];
  }

  const proofOf = (mark) => mark.dataset.proof || mark.id;

  /* Which facts a link of the margin, or a note, names; and the words on which these rest. */
  function named(one) {
    const own = one.hash ? one.hash.slice(1) : "";
    const facts = one.dataset.facts ? words(one.dataset.facts) : own ? [own] : [];
    const told = one.dataset.proofs ? words(one.dataset.proofs) : facts.flatMap(proofsOf);
    return { facts, proofs: [...new Set(told)] };
  }

  function proofsOf(fact) {
    const place = document.getElementById(fact);
    const line = place?.closest("p") ?? place?.closest(":is(tr, li)");
    return Array.from(line?.querySelectorAll("sup > a") ?? [], (link) => link.hash.slice(1));
  }

  function push(map, key, value) {
    if (!map.has(key)) map.set(key, []);
    if (!map.get(key).includes(value)) map.get(key).push(value);
  }

  /* ---- light ---- */

  class Light {
    constructor(section) {
      this.section = section;
      this.lit = [];
      this.pinned = null;
      this.marks = new Map(); // proof to the marks that are its parts
      this.named = new Map(); // link of the margin, or note, to its facts and proofs
      this.resting = new Map(); // proof to what rests on it: links of the margin, notes
      this.proofs = new Map(); // fact to proofs
      this.links = new Map(); // fact to its link in the margin
      this.rows = new Map(); // fact to its row
      this.facts = new Map(); // row to facts
      this.read();
      this.listen(section.parentNode);
    }

    read() {
      for (const mark of this.section.querySelectorAll(QUOTED)) push(this.marks, proofOf(mark), mark);
      for (const one of this.section.querySelectorAll(`.remark, ${RESTING} a`)) {
        const { facts, proofs } = named(one);
        this.named.set(one, { facts, proofs });
        for (const proof of proofs) push(this.resting, proof, one);
        for (const fact of facts) {
          push(this.links, fact, one);
          for (const proof of proofs) push(this.proofs, fact, proof);
          const place = document.getElementById(fact);
          const row = place && place.closest(":is(tr, li)");
          if (row) {
            push(this.rows, fact, row);
            push(this.facts, row, fact);
          }
        }
      }
    }

    listen(page) {
      // a finger has no hover: it taps
      page.addEventListener("pointerover", (event) => {
        if (event.pointerType !== "touch" && !this.pinned) this.touch(event.target);
      });
      page.addEventListener("pointerleave", () => this.pinned || this.clear());
      page.addEventListener("focusin", (event) => {
        if (!event.target.matches(":focus-visible")) return;
        this.pinned = null;
        this.touch(event.target);
      });
      page.addEventListener("focusout", () => this.pinned || this.clear());
      document.addEventListener("click", (event) => this.tap(event));
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        this.pinned = null;
        this.clear();
      });
    }

    /* Tapped words stay lit until something else is tapped. */
    tap(event) {
      const mark = event.target.closest(QUOTED);
      const wasPinned = this.pinned;
      this.pinned = null;
      if (!mark || !this.section.contains(mark) || !getSelection().isCollapsed) {
        if (wasPinned) this.clear();
        return;
      }
      if (mark === wasPinned) return this.clear();
      this.touch(mark);
      this.pinned = mark;
      const fold = mark.closest(".printed > div").querySelector(RESTING);
      if (fold) fold.open = true;
    }

    touch(place) {
      this.clear();
      const one = place.closest(`.remark, ${RESTING} a`);
      const mark = place.closest(QUOTED);
      const button = place.closest(".copy-sentence");
      const row = place.closest(":is(tr, li)");
      if (this.named.has(one)) this.lightFrom(one, this.named.get(one).proofs, this.named.get(one).facts);
      else if (button) this.lightSentence(button.closest(SENTENCE));
      else if (mark) this.lightWords(mark);
      else if (row && this.facts.has(row)) {
        const facts = this.facts.get(row);
        this.lightFrom(row, facts.flatMap((fact) => this.proofs.get(fact) || []), facts);
      }
    }

    /* From a fact or a note to the words, and to the other places where the fact stands. */
    lightFrom(one, proofs, facts) {
      this.add(one, LIT);
      for (const fact of facts) {
        for (const link of this.links.get(fact) || []) this.add(link, LIT);
        for (const row of this.rows.get(fact) || []) this.add(row, LIT);
      }
      for (const proof of proofs) this.lightProof(proof);
    }

    lightProof(proof) {
      for (const mark of this.marks.get(proof) || []) {
        this.add(mark, LIT);
        this.add(mark.closest(SENTENCE), LIT);
      }
    }

    /* From words to what rests on just these, and faintly to what rests on more words around them. */
    lightWords(mark) {
      this.lightProof(proofOf(mark));
      this.lightResting(proofOf(mark), LIT);
      for (let outer = mark.parentNode.closest(QUOTED); outer; outer = outer.parentNode.closest(QUOTED)) {
        this.lightResting(proofOf(outer), NEAR);
      }
    }

    lightSentence(sentence) {
      this.add(sentence, LIT);
      for (const mark of sentence.querySelectorAll(QUOTED)) this.lightResting(proofOf(mark), NEAR);
    }

    lightResting(proof, name) {
      for (const one of this.resting.get(proof) || []) {
        this.add(one, one.matches(".remark") ? LIT : name);
        const fold = one.closest(FOLDED);
        if (fold) this.add(fold.querySelector("summary"), name); // what is folded says that it is in there
        for (const fact of this.named.get(one).facts) {
          if (name === LIT) for (const row of this.rows.get(fact) || []) this.add(row, LIT);
        }
      }
    }

    add(one, name) {
      one.classList.add(name);
      this.lit.push(one);
    }

    clear() {
      for (const one of this.lit) one.classList.remove(LIT, NEAR);
      this.lit = [];
    }
  }

  /* ---- copying ---- */

  class Copier {
    constructor(section, citation) {
      this.section = section;
      this.said = globalThis.briefingWords.citation;
      this.source = citation.querySelector(".citation-text");
      this.status = document.createElement("p");
      this.status.className = "copied";
      this.status.setAttribute("role", "status");
      citation.append(
        this.button("copy", this.said.copy, () => this.copy(this.reference())),
        this.status
      );
      for (const sentence of section.querySelectorAll(SENTENCE)) this.addTo(sentence);
      this.offer = this.button("copy copy-words", this.said.copyWords, () => this.copySelected());
      this.offer.hidden = true;
      // the press must not take away the selection that it is about
      this.offer.addEventListener("mousedown", (event) => event.preventDefault());
      section.append(this.offer);
      document.addEventListener("selectionchange", () => this.look());
      section.addEventListener("pointerdown", (event) => {
        section.classList.toggle("is-reading", Boolean(event.target.closest(".printed > div > p")));
      });
    }

    button(name, text, action) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = name;
      made.textContent = text;
      made.addEventListener("click", action);
      return made;
    }

    addTo(sentence) {
      const number = sentence.id.slice(1);
      const said = this.said.copySentence.replace("{number}", number);
      const words = sentence.textContent.trim();
      const made = this.button("copy-sentence", "", () => this.copy(this.quote(words, number)));
      made.setAttribute("aria-label", said);
      made.title = said;
      sentence.prepend(made);
    }

    reference() {
      return this.source.textContent.replace(/\s+/g, " ").trim();
    }

    quote(words, number) {
      const parts = { words: words, citation: this.reference(), number: number };
      return this.said.quote.replace(/\{(words|citation|number)\}/g, (_, name) => parts[name]);
    }

    /* What is selected of the printed text, paragraph by paragraph, and the sentences that it is of. */
    selected() {
      const selection = getSelection();
      const found = { words: [], numbers: [] };
      if (!selection.rangeCount || selection.isCollapsed) return found;
      const range = selection.getRangeAt(0);
      if (!range.intersectsNode(this.section)) return found;
      for (const sentence of this.section.querySelectorAll(SENTENCE)) {
        if (!range.intersectsNode(sentence)) continue;
        const part = document.createRange();
        part.selectNodeContents(sentence);
        if (sentence.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
        if (sentence.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
        const words = part.toString();
        if (!words.trim()) continue;
        const paragraph = sentence.closest("p");
        const last = found.words[found.words.length - 1];
        if (last && last.paragraph === paragraph) last.text += words;
        else found.words.push({ paragraph: paragraph, text: words });
        found.numbers.push(sentence.id.slice(1));
      }
      return found;
    }

    /* Offer to copy what is selected, right under it. */
    look() {
      const found = this.selected();
      this.offer.hidden = !found.numbers.length;
      if (this.offer.hidden) return;
      const boxes = getSelection().getRangeAt(0).getClientRects();
      const last = boxes[boxes.length - 1];
      const home = this.section.getBoundingClientRect();
      if (!last) return;
      const right = Math.max(0, home.width - this.offer.offsetWidth);
      this.offer.style.top = last.bottom - home.top + 8 + "px";
      this.offer.style.left = Math.min(right, Math.max(0, last.right - home.left - this.offer.offsetWidth)) + "px";
    }

    copySelected() {
      const found = this.selected();
      const numbers = found.numbers;
      const number = numbers.length > 1 ? numbers[0] + "–" + numbers[numbers.length - 1] : numbers[0];
      const words = found.words.map((each) => each.text.trim()).join("\n");
      if (number) this.copy(this.quote(words, number));
    }

    async copy(text) {
      let isCopied = false;
      try {
        await navigator.clipboard.writeText(text);
        isCopied = true;
      } catch {
        isCopied = this.copyBySelection(text); // file:// and plain http may be refused
      }
      this.tell(isCopied ? this.said.copied : this.said.failed);
    }

    copyBySelection(text) {
      const focused = document.activeElement;
      const area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.className = "md-skip"; // out of sight
      document.body.append(area);
      area.select();
      let isCopied = false;
      try {
        isCopied = document.execCommand("copy");
      } catch {
        isCopied = false;
      }
      area.remove();
      if (focused) focused.focus({ preventScroll: true });
      return isCopied;
    }

    /* Emptied first, so that the same word is said again. */
    tell(text) {
      clearTimeout(this.waiting);
      this.status.textContent = "";
      requestAnimationFrame(() => {
        this.status.textContent = text;
      });
      this.waiting = setTimeout(() => {
        this.status.textContent = "";
      }, 4000);
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
