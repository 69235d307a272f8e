/* What the filters of all pages share, under one name: folding of words, labelled fields, and the address.

   What a reader asked for stands in the address after `#`, which works by file:// too, can be sent, and goes back and
   forward. It holds no words: labels stand in `data/words.js`. */
(function () {
  "use strict";

  const briefing = (globalThis.briefing = globalThis.briefing || {});

  briefing.ready = function (start) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
  };

  briefing.element = function (name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  briefing.exact = function (text) {
    return text.normalize("NFC").toLowerCase();
  };

  briefing.bare = function (text) {
    return briefing.exact(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  };

  /* "Đề nghị" is found by "de nghi"; what is typed with accents is found with these accents only. Returns what tells
     whether a text, in both its forms, has every word of `typed`; nothing where no word was typed. */
  briefing.finder = function (typed) {
    const words = typed.trim().split(/\s+/).filter(Boolean).map(briefing.exact);
    const isPlain = words.map((word) => briefing.bare(word) === word);
    if (!words.length) return null;
    return (exact, bare) => words.every((word, at) => (isPlain[at] ? bare : exact).includes(word));
  };

  /* The label stands beside the box, not around it: what is chosen is no part of a box's name. */
  briefing.field = function (form, name, label, input) {
    const field = briefing.element("div", "filter-field");
    const said = briefing.element("label", "", label);
    input.name = name;
    input.id = said.htmlFor = `filter-${name}`;
    field.append(said, input);
    form.append(field);
    return field;
  };

  briefing.box = function (any) {
    const select = briefing.element("select");
    if (any) select.add(new Option(any, ""));
    return select;
  };

  briefing.search = function () {
    const input = briefing.element("input");
    input.type = "search";
    input.autocomplete = "off";
    return input;
  };

  briefing.status = function () {
    const line = briefing.element("p", "filter-count");
    line.setAttribute("role", "status");
    line.setAttribute("aria-live", "polite");
    return line;
  };

  /* A code that no box offers is no choice: a stale address shows everything, not nothing. */
  briefing.fill = function (inputs, wanted) {
    for (const [name, input] of Object.entries(inputs)) {
      input.value = wanted[name] || "";
      if (input.selectedIndex === -1) input.value = "";
    }
  };

  /* What the address asks for of `names`; nothing where it is not ours, but that of a heading. */
  briefing.asked = function (names) {
    const fragment = location.hash.slice(1);
    const wanted = new URLSearchParams(fragment);
    const found = {};
    for (const name of names) if (wanted.get(name)) found[name] = wanted.get(name);
    return fragment && !Object.keys(found).length ? null : found;
  };

  /* A choice is a step to go back to, a letter is not. */
  briefing.ask = function (wanted, isStep) {
    const said = new URLSearchParams();
    for (const [name, value] of Object.entries(wanted)) if (value) said.set(name, value);
    const address = `#${said}`;
    if (address === (location.hash || "#")) return;
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  };
})();
