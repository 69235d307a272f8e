/* What is shown, taken along: as a table to paste, as a sheet (CSV), as a timeline for TimelineJS3 and markwhen.

   Whoever shows something gives its rows when a button is pressed, so what was filtered is what is taken. A file is made
   on the spot, which works by file:// too. It holds no words: labels stand in `data/words.js`. */
(function () {
  "use strict";

  const briefing = (globalThis.briefing = globalThis.briefing || {});
  const ROOT = new URL("../../", document.currentScript.src);
  const BOM = "\ufeff"; // by which a spreadsheet knows that the letters are UTF-8
  const FORMULA = /^'*[=+\-@\t\r]/; // how a cell begins that a spreadsheet would take for a formula
  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
  const JOINER = "\u2060"; // without width: behind a hash sign it keeps a word from being taken for a tag

  const tidy = (text) => String(text ?? "").replace(CONTROLS, "").replace(/\s+/g, " ").trim();
  const escaped = (text) =>
    tidy(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /* Where a page is, for who is elsewhere: whole on a host, from the root of the site where it lies in a folder. */
  briefing.placeOf = function (link) {
    const whole = new URL(link, location.href).href;
    const isHosted = /^https?:/.test(whole);
    return isHosted || !whole.startsWith(ROOT.href) ? whole : whole.slice(ROOT.href.length);
  };

  briefing.csv = function (rows) {
    const cell = (value) => {
      const text = tidy(value);
      const safe = FORMULA.test(text) ? `'${text}` : text;
      return /[",;\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
    };
    return BOM + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  };

  briefing.table = function (rows) {
    const line = (row, tag) => `<tr>${row.map((value) => `<${tag}>${escaped(value)}</${tag}>`).join("")}</tr>`;
    const [head, ...body] = rows;
    return `<table><thead>${line(head, "th")}</thead><tbody>${body.map((row) => line(row, "td")).join("")}</tbody></table>`;
  };

  const date = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    return { year, ...(month && { month }), ...(day && { day }) };
  };

  /* `events` have id, name, when (words), dates (ISO, one or two), isPlain, partners ([code, name]). */
  briefing.timelinejs = function (title, events) {
    const slides = events.map((event) => ({
      unique_id: event.id,
      start_date: date(event.dates[0]),
      ...(event.dates[1] && { end_date: date(event.dates[1]) }),
      ...(!event.isPlain && { display_date: escaped(event.when) }),
      text: { headline: escaped(event.name), text: "" },
      ...(event.partners.length && { group: escaped(event.partners[0][1]) }),
    }));
    return `${JSON.stringify({ title: { text: { headline: escaped(title) } }, events: slides }, null, 1)}\n`;
  };

  briefing.markwhen = function (title, events) {
    const lines = ["---", `title: ${JSON.stringify(tidy(title))}`, "---"];
    for (const event of events) {
      const name = tidy(event.name).replace(/#(?=[\p{L}\p{N}_])/gu, `#${JOINER}`);
      const said = event.isPlain ? "" : ` (${tidy(event.when)})`;
      const tags = event.partners.map(([code]) => ` #${code}`).join("");
      lines.push("", `${event.dates.join("/")}: ${name}${said}${tags}`, event.page);
    }
    return `${lines.join("\n")}\n`;
  };

  function copy(rows) {
    let isCopied = false;
    const put = (event) => {
      event.clipboardData.setData("text/html", briefing.table(rows));
      event.clipboardData.setData("text/plain", rows.map((row) => row.map(tidy).join("\t")).join("\n"));
      event.preventDefault();
      event.stopImmediatePropagation(); // words that are selected are not meant
      isCopied = true;
    };
    document.addEventListener("copy", put, { capture: true, once: true });
    try {
      document.execCommand("copy"); // on file:// there is no other way to give both forms
    } finally {
      document.removeEventListener("copy", put, { capture: true });
    }
    return isCopied;
  }

  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = briefing.element("a");
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // a slow disk is still reading
  }

  /* A row of buttons. `give` has `name` (of the files), `rows` and, where what is shown is a timeline, `events`. */
  briefing.takeBar = function (give) {
    const said = globalThis.briefingWords.take;
    const bar = briefing.element("div", "take");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", said.label);
    const told = briefing.element("span", "take-told");
    told.setAttribute("role", "status");
    const add = (label, act) => {
      const button = briefing.element("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => {
        told.textContent = act() || "";
      });
      bar.append(button);
    };
    const title = () => document.querySelector("h1").firstChild.textContent.trim();
    add(said.copy, () => (copy(give.rows()) ? said.copied : said.failed));
    add(said.csv, () => save(`${give.name}.csv`, "text/csv", briefing.csv(give.rows())));
    if (give.events) {
      add(said.timelinejs, () =>
        save(`${give.name}.json`, "application/json", briefing.timelinejs(title(), give.events())),
      );
      add(said.markwhen, () => save(`${give.name}.mw`, "text/plain", briefing.markwhen(title(), give.events())));
    }
    bar.append(told);
    return bar;
  };
})();
