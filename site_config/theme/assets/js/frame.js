/* The frame around a page: menu, colour scheme and wide tables, by keyboard as by mouse.

   The theme opens the menu with a hidden checkbox, which its own script and style follow. */
(() => {
  "use strict";

  const NARROW = matchMedia("(max-width: 76.234375em)");

  // ---- the menu ----

  const box = document.querySelector("[data-md-toggle=drawer]");
  const opener = document.querySelector("[data-frame-toggle=drawer]");
  const drawer = document.getElementById("__menu");

  const made = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };
  const link = (to) => {
    const item = made("li", "md-nav__item");
    const own = made("a", "md-nav__link");
    own.href = to.getAttribute("href");
    own.append(made("span", "md-ellipsis", to.textContent.trim()));
    if (to.hasAttribute("aria-current")) {
      item.classList.add("md-nav__item--active");
      own.classList.add("md-nav__link--active");
      own.setAttribute("aria-current", to.getAttribute("aria-current"));
    }
    item.append(own);
    return item;
  };

  // The menu repeats the pages of the bar and, for screens without a column for it, what stands in the page.
  const list = drawer?.querySelector("ul");
  if (list && !list.childElementCount) {
    list.append(...[...document.querySelectorAll(".md-tabs a")].map(link));
    const toc = document.querySelector(".md-nav--secondary");
    const headings = toc?.querySelectorAll("[data-md-component=toc] > li > a") ?? [];
    if (headings.length) {
      const part = made("li", "md-nav__item frame-toc");
      const title = made("p", "", toc.getAttribute("aria-label"));
      const within = made("ul", "md-nav__list");
      title.id = "__toc";
      within.setAttribute("aria-labelledby", title.id);
      within.append(...[...headings].map(link));
      part.append(title, within);
      list.append(part);
    }
  }

  const set = (open) => {
    if (box && box.checked !== open) {
      box.click(); // the theme listens for the change
    }
  };

  if (box) {
    box.checked = false; // some browsers bring back what it was before a reload
    box.addEventListener("change", () => {
      opener.setAttribute("aria-expanded", String(box.checked));
    });
    opener.addEventListener("click", () => {
      set(!box.checked);
      (box.checked ? drawer.querySelector("a[href]") : opener).focus();
    });
    document.querySelector("[data-frame-close=drawer]").addEventListener("click", () => set(false));
  }

  // Escape closes what is open, and the focus goes back to what opened it.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box?.checked) {
      set(false);
      opener.focus();
    }
  }, true);

  // Who walks out of the open menu by keyboard has left it: nothing that has the focus lies under it.
  drawer?.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !drawer.contains(relatedTarget) && NARROW.matches) {
      set(false);
    }
  });
  drawer?.addEventListener("click", ({ target }) => {
    if (target.closest("a[href]")) {
      set(false);
    }
  });

  // ---- light and dark ----

  const scheme = document.querySelector("[data-frame-scheme]");
  const nameScheme = () => {
    const now = document.body.dataset.mdColorScheme;
    scheme.setAttribute("aria-label", globalThis.briefingWords.frame[now]);
    scheme.title = scheme.getAttribute("aria-label");
  };
  if (scheme) {
    nameScheme();
    document.addEventListener("scheme", nameScheme);
    scheme.addEventListener("click", () => {
      const next = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
      document.dispatchEvent(new CustomEvent("scheme-chosen", { detail: next }));
    });
  }

  // ---- what is wider than the screen ----

  /** The words of the heading under which *element* stands; those of the page where there is none. */
  const headingOf = (element) => {
    const before = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].filter(
      (heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const heading = before.at(-1)?.cloneNode(true);
    heading?.querySelector(".headerlink")?.remove();
    return heading?.textContent.trim() || document.title;
  };

  // A table that must be scrolled sideways takes the keyboard's focus, and says what it is.
  const offer = (element) => {
    if (element.scrollWidth > element.clientWidth + 1) {
      element.tabIndex = 0;
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", headingOf(element));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) {
        element.removeAttribute(name);
      }
    }
  };
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      offer(target);
    }
  });
  // the theme wraps the tables after this has run
  addEventListener("load", () => {
    for (const element of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
      sizes.observe(element);
    }
  });
})();
