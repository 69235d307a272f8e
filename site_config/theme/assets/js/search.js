/* The start of the search. It costs a page nothing: what searches is loaded when a reader first touches the box.

   The page is whole without it: the box is a form that leads to search.html, which says what else there is.
   It holds no words. */
(function () {
  "use strict";

  var HERE = document.currentScript.src;
  var SCRIPTS = ["search-engine.js", "search-box.js"]; // beside this one
  var KEPT = "briefing-lit";
  var started = false;

  function start() {
    var box = document.querySelector(".finder");
    light();
    window.addEventListener("hashchange", light);
    if (!box) return;
    var input = box.querySelector("input");
    input.autocomplete = "off";
    input.autocapitalize = "off";
    input.spellcheck = false;
    input.addEventListener("focus", load);
    if (document.activeElement === input || document.querySelector(".finder-page")) load();
    document.addEventListener("keydown", function (event) {
      var isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
      var isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
      var isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!isSlash && !isK) return;
      event.preventDefault();
      var place = document.querySelector(".finder-page input") || input;
      if (place.offsetParent) place.focus();
      else location.href = box.action; // a narrow screen has no room for the box
      place.select();
    });
  }

  function load() {
    if (started) return;
    started = true;
    // the box leads to a page at the root of those in this language
    var page = document.querySelector(".finder").getAttribute("action");
    window.briefingSearch = { base: page.replace(/\/?[^/]*$/, "") || "." };
    SCRIPTS.forEach(function (address) {
      var script = document.createElement("script");
      script.src = window.briefingScript(new URL(address, HERE).href);
      script.async = false;
      document.head.appendChild(script);
    });
  }

  /* The words for which a result was opened, in the place that it leads to. */
  function light() {
    var kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
    } catch (error) {
      return;
    }
    if (!kept || kept.path !== location.pathname || kept.hash !== location.hash || !kept.hash) return;
    sessionStorage.removeItem(KEPT);
    var place = document.getElementById(kept.hash.slice(1));
    // a fact stands in the whole of its line
    if (place && (!place.textContent || /^f\d+$/.test(place.id))) place = place.closest(":is(tr, li, p)") || place;
    if (!place || !kept.words.length) return;
    Array.prototype.forEach.call(document.querySelectorAll("mark.found"), function (mark) {
      mark.replaceWith(document.createTextNode(mark.textContent));
    });
    var words = kept.words.map(function (word) {
      return word.normalize("NFC").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    });
    var pattern = new RegExp("(?:" + words.join("|") + ")(?![\\p{L}\\p{N}])", "gu");
    var walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    var nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach(function (node) {
      lightIn(node, pattern);
    });
    place.scrollIntoView({ block: "center" });
  }

  function lightIn(node, pattern) {
    var text = node.data;
    var at = 0;
    var pieces = document.createDocumentFragment();
    var found;
    pattern.lastIndex = 0;
    while ((found = pattern.exec(text))) {
      if (/[\p{L}\p{N}]/u.test(text.charAt(found.index - 1))) continue;
      pieces.appendChild(document.createTextNode(text.slice(at, found.index)));
      var mark = document.createElement("mark");
      mark.className = "found";
      mark.textContent = found[0];
      pieces.appendChild(mark);
      at = found.index + found[0].length;
    }
    if (!at) return;
    pieces.appendChild(document.createTextNode(text.slice(at)));
    node.replaceWith(pieces);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
