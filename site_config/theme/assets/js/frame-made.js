/* What of the frame only scripts work: the menu, its switches, the way to the top, the signs behind headings.

   No page has to carry it. The theme's own script looks for it as soon as it runs, so this one stands before it. */
(() => {
  "use strict";

  const said = globalThis.briefingWords.frame;
  const made = (name, className, attributes = {}) => {
    const element = document.createElement(name);
    element.className = className;
    for (const [attribute, value] of Object.entries(attributes)) {
      element.setAttribute(attribute, value);
    }
    return element;
  };
  const inside = (outer, ...several) => {
    outer.append(...several);
    return outer;
  };

  // ---- the switches that the theme's style sheet follows; buttons work them (`frame.js`) ----

  document.body.prepend(
    ...["drawer", "search"].map((name) =>
      made("input", "md-toggle", { id: `__${name}`, type: "checkbox", hidden: "", "data-md-toggle": name }),
    ),
    made("div", "md-overlay", { "data-frame-close": "drawer" }),
  );

  // ---- the menu of narrow screens; a page has its own where the bar does not open everything ----

  const main = document.querySelector("[data-md-component=main]");
  const opener = document.querySelector("[data-frame-toggle=drawer]");
  const logo = document.querySelector(".md-logo");
  opener.setAttribute("aria-controls", "__menu");
  logo.title = logo.getAttribute("aria-label");
  if (!document.getElementById("__menu")) {
    const name = opener.getAttribute("aria-label");
    const title = inside(made("p", "md-nav__title frame-title"), logo.title);
    const list = made("ul", "md-nav__list", { "data-md-scrollfix": "" });
    const nav = made("nav", "md-nav md-nav--primary md-nav--lifted", { "aria-label": name, "data-md-level": "0" });
    const column = made("div", "md-sidebar md-sidebar--primary", {
      id: "__menu",
      "data-md-component": "sidebar",
      "data-md-type": "navigation",
    });
    inside(nav, title, list);
    inside(column, inside(made("div", "md-sidebar__scrollwrap"), inside(made("div", "md-sidebar__inner"), nav)));
    main.firstElementChild.prepend(column);
  }

  // ---- headings: what the page is called, for the bar; a link to each, for who wants to send it ----

  const title = document.querySelector(".md-content h1");
  const topic = document.querySelector("[data-md-component=header-topic]");
  topic.append(inside(made("span", "md-ellipsis"), title ? title.textContent : document.title));
  for (const heading of document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)[id]")) {
    heading.append(inside(made("a", "headerlink", { href: `#${heading.id}`, title: said.permalink }), "¶"));
  }
  for (const link of document.querySelectorAll("[data-md-component=toc] a")) {
    link.classList.add("md-nav__link"); // by which the theme follows the reader
  }

  // ---- the way to the top; what the theme has to tell ----

  main.append(
    inside(made("button", "md-top md-icon", { type: "button", hidden: "", "data-md-component": "top" }), said.top),
  );
  document.body.append(
    inside(made("div", "md-dialog", { "data-md-component": "dialog" }), made("div", "md-dialog__inner md-typeset")),
  );
})();
