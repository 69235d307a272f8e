/* The search box in the header, and the page of all results.

   It holds no words: those stand in `data/words.js`. What was found is put in as text,
   never as markup. */
(function () {
  "use strict";

  var shared = window.briefingSearch;
  var FACETS = ["partner", "year", "topic", "type"];
  var IN_BOX = { article: 6, entry: 3, outcome: 2 };
  var ON_PAGE = { article: 20, entry: 5, outcome: 5 };
  var MORE = 40;
  var RECENT = "briefing-recent";
  var MOST_RECENT = 8;
  var KEPT = "briefing-lit";
  var PATIENCE = 2000; // milliseconds until a worker that does not answer is given up

  var header = document.querySelector(".finder");
  var said = window.briefingWords.search;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function say(key, values) {
    return said[key].replace(/\{(\w+)\}/g, function (whole, name) {
      return values[name];
    });
  }

  /* The engine: in a worker where that is allowed, else in the page. */

  var send = null;
  var queue = [];
  var boxes = [];
  var state = { labels: null, shards: 0, taken: 0, isBroken: false };
  var asked = null;
  var isBusy = false;
  var serial = 0;

  function hear(message) {
    if (message.hello) return;
    if (message.broken) {
      state.isBroken = true;
      boxes.forEach(function (box) { box.refresh(); });
    } else if (message.taken) {
      if (message.labels) {
        state.labels = message.labels;
        state.shards = message.shards;
        loadShard(0);
      } else {
        state.taken += 1;
        if (message.number + 1 < state.shards) loadShard(message.number + 1);
        // the newest are asked at once, the rest when all are there
        if (state.taken === 1 || state.taken === state.shards) boxes.forEach(function (box) { box.refresh(); });
      }
    } else {
      isBusy = false;
      var waiting = asked;
      if (waiting && waiting.id === message.id) {
        asked = null;
        waiting.then(message);
      } else if (waiting) ask();
    }
  }

  function post(message) {
    if (send) send(message);
    else queue.push(message);
  }

  function inPage() {
    if (send) return;
    send = window.briefingEngine(hear);
    queue.splice(0).forEach(function (message) { send(message); });
  }

  function startEngine() {
    var source = "var take=(" + window.briefingEngine + ")(function(m){postMessage(m)});" +
      "onmessage=function(e){take(e.data)};";
    var worker;
    try {
      var address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      worker = new Worker(window.briefingScript(address));
    } catch (error) {
      inPage();
      return;
    }
    worker.onerror = function (event) {
      event.preventDefault();
      inPage();
    };
    worker.onmessage = function (event) {
      if (event.data.hello && !send) {
        send = function (message) { worker.postMessage(message); };
        queue.splice(0).forEach(send);
      } else hear(event.data);
    };
    worker.postMessage({ hello: true });
    setTimeout(inPage, PATIENCE);
  }

  function loadScript(address) {
    var script = document.createElement("script");
    script.src = window.briefingScript(shared.base + "/search/" + address);
    script.onerror = function () { hear({ broken: address }); };
    script.onload = function () { script.remove(); };
    document.head.appendChild(script);
  }

  function loadShard(number) {
    loadScript(number + ".js");
  }

  shared.take = function (part, number, signs) {
    post({ part: part, number: number, signs: signs });
  };

  function ask(wanted) {
    if (wanted) {
      serial += 1;
      wanted.id = serial;
      asked = wanted;
    }
    if (isBusy || !asked || !state.taken) return;
    isBusy = true;
    post({ id: asked.id, text: asked.text, facets: asked.facets, limits: asked.limits });
  }

  /* What was searched for lately stays on this machine. */

  function recent() {
    try {
      var found = JSON.parse(localStorage.getItem(RECENT));
      return Array.isArray(found) ? found.filter(function (each) { return typeof each === "string"; }) : [];
    } catch (error) {
      return [];
    }
  }

  function remember(text) {
    text = text.trim().slice(0, 200);
    if (!text) return;
    var kept = [text].concat(recent().filter(function (each) { return each !== text; })).slice(0, MOST_RECENT);
    try {
      localStorage.setItem(RECENT, JSON.stringify(kept));
    } catch (error) {
      // a browser that keeps nothing searches all the same
    }
  }

  /* One box: in the header it shows the best in a list to choose from, on its page all with what narrows them. */

  function Box(form, isPage) {
    var self = this;
    this.form = form;
    this.isPage = isPage;
    this.input = form.querySelector("input");
    this.facets = {};
    this.limits = isPage ? ON_PAGE : IN_BOX;
    this.options = [];
    this.active = -1;
    this.panel = element("div", "finder-panel");
    this.panel.id = this.input.id + "-panel";
    this.narrow = element("div", "finder-facets");
    this.status = element("p", "finder-status");
    this.status.setAttribute("role", "status");
    this.status.setAttribute("aria-live", "polite");
    this.list = element("div", "finder-list");
    this.list.id = this.input.id + "-list";
    (isPage ? [this.narrow, this.status, this.list] : [this.status, this.list, this.narrow])
      .forEach(function (part) { self.panel.appendChild(part); });
    form.appendChild(this.panel);
    this.selects = {};
    FACETS.forEach(function (facet) {
      var field = element("div", "finder-facet");
      var label = element("label", "", said[facet]);
      var select = element("select");
      select.id = label.htmlFor = self.input.id + "-" + facet; // not around it: a choice is no part of its name
      select.addEventListener("change", function () {
        self.facets[facet] = select.value ? [select.value] : [];
        self.changed(true);
      });
      field.appendChild(label);
      field.appendChild(select);
      self.narrow.appendChild(field);
      self.selects[facet] = select;
    });
    this.input.addEventListener("input", function () { self.changed(false); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      remember(self.input.value);
      if (!isPage) location.href = self.wholeAddress();
    });
    if (isPage) {
      window.addEventListener("hashchange", function () { self.fromAddress(); });
      this.fromAddress();
    } else this.becomeList();
    boxes.push(this);
    this.refresh();
  }

  Box.prototype.becomeList = function () {
    var self = this;
    var input = this.input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", said.results);
    this.open(document.activeElement === input);
    input.addEventListener("focus", function () { self.open(true); });
    this.form.addEventListener("focusout", function (event) {
      if (!self.form.contains(event.relatedTarget)) self.open(false);
    });
    // what is pressed inside keeps the box open
    this.panel.addEventListener("mousedown", function (event) {
      if (event.target.tagName !== "SELECT") event.preventDefault();
    });
    this.form.addEventListener("keydown", function (event) { self.key(event); });
  };

  Box.prototype.open = function (isOpen) {
    this.panel.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.choose(-1);
  };

  Box.prototype.key = function (event) {
    var count = this.options.length;
    if (event.key === "Escape") {
      if (this.panel.hidden) this.input.value = "";
      this.open(false);
      this.input.focus();
      this.open(false);
      event.preventDefault();
    } else if (event.target !== this.input) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.open(true);
      if (!count) return;
      var step = event.key === "ArrowDown" ? 1 : -1;
      this.choose(this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].click();
    }
  };

  Box.prototype.choose = function (number) {
    if (this.options[this.active]) this.options[this.active].setAttribute("aria-selected", "false");
    this.active = number;
    var option = this.options[number];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else this.input.removeAttribute("aria-activedescendant");
  };

  Box.prototype.changed = function (isStep) {
    if (this.isPage) {
      this.limits = ON_PAGE;
      this.toAddress(isStep);
    } else this.open(true);
    this.refresh();
  };

  Box.prototype.wholeAddress = function () {
    return this.form.action.split("#")[0] + this.hash();
  };

  Box.prototype.hash = function () {
    var wanted = new URLSearchParams();
    var facets = this.facets;
    if (this.input.value.trim()) wanted.set("q", this.input.value.trim());
    FACETS.forEach(function (facet) {
      (facets[facet] || []).forEach(function (value) { wanted.append(facet, value); });
    });
    return "#" + wanted.toString();
  };

  Box.prototype.toAddress = function (isStep) {
    var address = this.hash();
    if (address === (location.hash || "#")) return;
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  };

  Box.prototype.fromAddress = function () {
    var wanted = new URLSearchParams(location.hash.slice(1));
    var facets = this.facets;
    this.input.value = wanted.get("q") || "";
    FACETS.forEach(function (facet) { facets[facet] = wanted.getAll(facet); });
    this.refresh();
  };

  Box.prototype.isNarrowed = function () {
    var facets = this.facets;
    return FACETS.some(function (facet) { return facets[facet] && facets[facet].length; });
  };

  Box.prototype.refresh = function () {
    var self = this;
    var text = this.input.value;
    if (!this.isPage && this.panel.hidden && document.activeElement !== this.input) return;
    if (state.isBroken) this.clear(said.broken);
    else if (!text.trim() && !this.isNarrowed()) this.showRecent();
    else if (!state.taken) this.clear(said.loading);
    else {
      ask({ text: text, facets: this.facets, limits: this.limits, then: function (found) { self.show(found, text); } });
    }
  };

  Box.prototype.clear = function (status) {
    this.status.textContent = status;
    this.list.textContent = "";
    this.options = [];
    this.choose(-1);
    this.narrow.hidden = true;
  };

  Box.prototype.showRecent = function () {
    var self = this;
    var texts = recent();
    asked = null;
    this.clear(texts.length ? "" : said.hint);
    if (!texts.length) return;
    var group = this.group(said.recent);
    texts.forEach(function (text) {
      var option = self.option("a", group);
      option.href = "#";
      option.textContent = text;
      option.addEventListener("click", function (event) {
        event.preventDefault();
        self.input.value = text;
        self.changed(true);
      });
    });
    var clear = element("button", "finder-clear", said.clear);
    clear.type = "button";
    clear.addEventListener("click", function () {
      try {
        localStorage.removeItem(RECENT);
      } catch (error) {
        // nothing was kept
      }
      self.showRecent();
      self.input.focus();
    });
    this.list.appendChild(clear);
  };

  Box.prototype.group = function (name) {
    var group = element("div", "finder-group");
    var heading = element(this.isPage ? "h2" : "div", "finder-heading", name);
    if (!this.isPage) {
      heading.id = this.list.id + "-" + this.list.children.length;
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", heading.id);
    }
    group.appendChild(heading);
    this.list.appendChild(group);
    return group;
  };

  Box.prototype.option = function (name, group) {
    var option = element(name, "finder-option");
    if (!this.isPage) {
      option.id = this.list.id + "-option-" + this.options.length;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
    }
    this.options.push(option);
    group.appendChild(option);
    return option;
  };

  function lit(className, text, marks) {
    var line = element("span", className);
    var at = 0;
    marks.forEach(function (mark) {
      line.appendChild(document.createTextNode(text.slice(at, mark[0])));
      line.appendChild(element("mark", "", text.slice(mark[0], mark[1])));
      at = mark[1];
    });
    line.appendChild(document.createTextNode(text.slice(at)));
    return line;
  }

  Box.prototype.show = function (found, text) {
    var self = this;
    this.clear("");
    this.narrow.hidden = false;
    this.fillFacets(found.counts);
    var status = found.total ? say(found.isPartial ? "partial" : "count", { count: found.total }) : said.none;
    if (state.taken < state.shards) status += " " + said.loading;
    this.status.textContent = status;
    if (found.suggestion) {
      var offer = this.option("a", this.list);
      offer.href = "#";
      offer.textContent = say("instead", { words: found.suggestion });
      offer.addEventListener("click", function (event) {
        event.preventDefault();
        self.input.value = found.suggestion;
        self.changed(true);
      });
    }
    found.groups.forEach(function (group) {
      var part = self.group(said["group_" + group.name] + " (" + group.total + ")");
      group.results.forEach(function (each) { self.result(each, part, text); });
      if (self.isPage && group.total > group.results.length) {
        var more = element("button", "finder-more", said.more);
        more.type = "button";
        more.addEventListener("click", function () {
          self.limits = Object.assign({}, self.limits);
          self.limits[group.name] += MORE;
          self.refresh();
        });
        part.appendChild(more);
      }
    });
    if (!this.isPage && found.total) {
      var all = this.option("a", this.list);
      all.classList.add("finder-all");
      all.href = this.wholeAddress();
      all.textContent = say("all", { count: found.total });
      all.addEventListener("click", function () { remember(text); });
    }
  };

  Box.prototype.result = function (each, part, text) {
    var option = this.option("a", part);
    option.href = shared.base + "/" + each.address;
    option.appendChild(lit("finder-title", each.title, each.titleLit));
    var told = [state.labels.types[each.kind]].concat(each.partners, each.date || []);
    option.appendChild(element("span", "finder-told", told.join(" \u00b7 ")));
    if (each.snippet) option.appendChild(lit("finder-snippet", each.snippet, each.snippetLit));
    option.addEventListener("click", function () {
      remember(text);
      try {
        sessionStorage.setItem(KEPT, JSON.stringify({ path: option.pathname, hash: option.hash, words: each.words }));
      } catch (error) {
        // the page opens all the same, without lit words
      }
    });
  };

  Box.prototype.fillFacets = function (counts) {
    var self = this;
    FACETS.forEach(function (facet) {
      var select = self.selects[facet];
      var names = facet === "year" ? null : state.labels[facet === "type" ? "types" : facet + "s"];
      var chosen = (self.facets[facet] || [])[0] || "";
      var values = Object.keys(counts[facet]);
      if (chosen && values.indexOf(chosen) < 0) values.push(chosen);
      values.sort(function (one, other) {
        return names ? (names[one] || one).localeCompare(names[other] || other, document.documentElement.lang)
          : Number(other) - Number(one);
      });
      select.textContent = "";
      select.add(new Option(said.any, ""));
      values.forEach(function (value) {
        var name = (names ? names[value] : value) || value;
        select.add(new Option(name + " (" + (counts[facet][value] || 0) + ")", value));
      });
      select.value = chosen;
      select.parentNode.hidden = values.length < 2 && !chosen;
    });
  };

  /* Who presses Enter before this script is there sends the form as a browser does; the words are kept. */
  function takeSent() {
    var address = new URL(location.href);
    var words = address.searchParams.get(header.querySelector("input").name);
    if (words === null) return;
    address.search = "";
    if (!address.hash && words) address.hash = new URLSearchParams({ q: words }).toString();
    history.replaceState(null, "", address);
  }

  new Box(header, false);
  var place = document.querySelector(".finder-page");
  if (place) {
    var form = element("form", "finder-form");
    form.setAttribute("role", "search");
    form.action = header.action;
    var label = element("label", "finder-label", said.label);
    var input = element("input", "finder-input");
    input.type = "search";
    input.id = label.htmlFor = "finder-page-input";
    input.autocomplete = "off";
    form.appendChild(label);
    form.appendChild(input);
    place.textContent = "";
    place.appendChild(form);
    takeSent();
    new Box(form, true);
    if (!location.hash) input.focus();
  }
  startEngine();
  loadScript("words.js");
})();
