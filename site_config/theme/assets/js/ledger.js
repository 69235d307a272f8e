/* The filter of the outcome ledger.

   The page is whole without it: matters stand by status. This script reads what stands on the page (spans of the
   classes `matter`, `ledger-group` and `ledger-topic`), adds a form, and hides what was not asked for. What was asked
   for stands in the address after `#`, which works by file:// too, can be sent, and goes back and forward.
   It holds no words: labels come from the page. */
(function () {
  "use strict";

  var FIELDS = ["partner", "topic", "status"];

  function start() {
    var place = document.querySelector(".ledger-filter");
    if (!place || place.hasChildNodes()) return;
    new Ledger(place);
  }

  function each(selector, action) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), action);
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* "Đề nghị" is found by "de nghi"; what is typed with accents is found with these accents only. */
  function exact(text) {
    return text.normalize("NFC").toLowerCase();
  }

  function bare(text) {
    return exact(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }

  function Ledger(place) {
    this.said = place.dataset;
    this.matters = [];
    this.groups = [];
    this.inputs = {};
    this.read();
    this.build(place);
    window.addEventListener("hashchange", this.fromAddress.bind(this));
    this.fromAddress();
  }

  Ledger.prototype.read = function () {
    var matters = this.matters;
    var groups = this.groups;
    each(".matter", function (mark) {
      var item = mark.closest("li");
      matters.push({
        item: item,
        partner: mark.dataset.partner.split(" "),
        topic: mark.dataset.topic.split(" "),
        status: [mark.dataset.status],
        exact: exact(item.textContent),
        bare: bare(item.textContent),
      });
    });
    each(".ledger-group", function (mark) {
      var heading = mark.closest("h2");
      var part = element("span", "ledger-part");
      var link = heading.querySelector(".headerlink");
      heading.insertBefore(part, link);
      groups.push({
        status: mark.dataset.status,
        name: mark.dataset.name,
        heading: heading,
        list: heading.nextElementSibling,
        part: part,
      });
    });
  };

  /* Every choice that some matter has, by its name. */
  Ledger.prototype.choices = function (field) {
    var found = {};
    if (field === "status") {
      return this.groups.map(function (group) {
        return [group.status, group.name];
      });
    }
    if (field === "topic") {
      each(".ledger-topic", function (mark) {
        found[mark.dataset.code] = mark.dataset.name;
      });
    } else {
      each(".matter", function (mark) {
        var codes = mark.dataset.partner.split(" ");
        var links = mark.closest("li").querySelectorAll(".partner");
        codes.forEach(function (code, at) {
          if (code && links[at]) found[code] = links[at].textContent;
        });
      });
    }
    return Object.keys(found)
      .map(function (code) {
        return [code, found[code]];
      })
      .sort(function (one, other) {
        return one[1].localeCompare(other[1], document.documentElement.lang || "vi");
      });
  };

  Ledger.prototype.build = function (place) {
    var self = this;
    var form = element("form", "ledger-form");
    form.setAttribute("role", "search");
    FIELDS.forEach(function (field) {
      var select = element("select");
      select.add(new Option(self.said.all, ""));
      self.choices(field).forEach(function (choice) {
        select.add(new Option(choice[1], choice[0]));
      });
      select.addEventListener("change", self.toAddress.bind(self, true));
      self.addField(form, field, select);
    });
    var words = element("input");
    words.type = "search";
    words.autocomplete = "off";
    words.addEventListener("input", self.toAddress.bind(self, false));
    self.addField(form, "words", words);
    var clear = element("button", "ledger-clear", self.said.clear);
    clear.type = "reset";
    form.appendChild(clear);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    form.addEventListener("reset", function (event) {
      event.preventDefault();
      self.fill({});
      self.toAddress(true);
    });
    this.status = element("p", "ledger-count");
    this.status.setAttribute("role", "status");
    this.status.setAttribute("aria-live", "polite");
    var line = place.closest("p"); // Markdown sets the mark in a paragraph, which may hold no form
    line.parentNode.insertBefore(form, line.nextSibling);
    line.parentNode.insertBefore(this.status, form.nextSibling);
    place.appendChild(document.createComment("filled"));
  };

  Ledger.prototype.addField = function (form, name, input) {
    var field = element("div", "ledger-field");
    var label = element("label", "", this.said[name]);
    input.name = name;
    input.id = label.htmlFor = "ledger-" + name; // not around it: a box's choice is no part of its name
    field.appendChild(label);
    field.appendChild(input);
    form.appendChild(field);
    this.inputs[name] = input;
  };

  Ledger.prototype.fill = function (wanted) {
    for (var name in this.inputs) {
      var input = this.inputs[name];
      input.value = wanted[name] || "";
      if (input.selectedIndex === -1) input.value = ""; // a code that nothing here has
    }
  };

  /* The address says what is shown: a choice is a step to go back to, a letter is not. */
  Ledger.prototype.toAddress = function (isStep) {
    var wanted = new URLSearchParams();
    for (var name in this.inputs) {
      var value = this.inputs[name].value.trim();
      if (value) wanted.set(name, value);
    }
    var address = "#" + wanted.toString();
    if (address !== (location.hash || "#")) {
      if (isStep) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    this.show();
  };

  Ledger.prototype.fromAddress = function () {
    var wanted = new URLSearchParams(location.hash.slice(1));
    var found = {};
    var isOurs = !location.hash.slice(1);
    for (var name in this.inputs) {
      if (wanted.get(name)) {
        found[name] = wanted.get(name);
        isOurs = true;
      }
    }
    if (isOurs) this.fill(found); // else it is a heading: what was chosen stays
    this.show();
  };

  Ledger.prototype.show = function () {
    var inputs = this.inputs;
    var asked = inputs.words.value.trim().split(/\s+/).filter(Boolean).map(exact);
    var counts = {};
    var shown = 0;
    this.matters.forEach(function (matter) {
      var fits = FIELDS.every(function (field) {
        return !inputs[field].value || matter[field].indexOf(inputs[field].value) >= 0;
      });
      fits = fits && asked.every(function (word) {
        var plain = bare(word);
        return plain === word ? matter.bare.indexOf(word) >= 0 : matter.exact.indexOf(word) >= 0;
      });
      matter.item.hidden = !fits;
      if (fits) {
        shown += 1;
        counts[matter.status[0]] = (counts[matter.status[0]] || 0) + 1;
      }
    });
    var isWhole = shown === this.matters.length;
    var said = this.said;
    this.groups.forEach(function (group) {
      var count = counts[group.status] || 0;
      group.heading.hidden = group.list.hidden = !count;
      group.part.textContent = isWhole ? "" : " " + said.part.replace("{shown}", count);
      each('.md-nav--secondary a[href="#' + group.heading.id + '"]', function (link) {
        link.parentNode.hidden = !count;
      });
    });
    this.status.textContent = said.shown.replace("{shown}", shown).replace("{all}", this.matters.length);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
