/* The frame around a page: menu, search, colour scheme and wide tables, by keyboard as by mouse.

   The theme opens the menu and the search with two hidden checkboxes, which its own script and style follow. */
(() => {
  "use strict";

  const NARROW = matchMedia("(max-width: 76.234375em)");

  // ---- what opens and closes ----

  const opened = (name) => document.querySelector(`[data-md-toggle="${name}"]`);
  const openers = (name) => [...document.querySelectorAll(`[data-frame-toggle="${name}"]`)];

  const set = (name, open) => {
    const box = opened(name);
    if (box && box.checked !== open) {
      box.click(); // the theme listens for the change
    }
  };

  const drawer = document.getElementById("__menu");
  const query = document.querySelector("[data-md-component=search-query]");
  const isVisible = (element) => element.checkVisibility({ visibilityProperty: true });

  for (const name of ["drawer", "search"]) {
    const box = opened(name);
    if (!box) {
      continue;
    }
    box.checked = false; // some browsers bring back what it was before a reload
    box.addEventListener("change", () => {
      for (const button of openers(name)) {
        button.setAttribute("aria-expanded", String(box.checked));
      }
    });
    for (const button of openers(name)) {
      button.addEventListener("click", () => {
        set(name, !box.checked);
        if (!box.checked) {
          openers(name).find(isVisible)?.focus();
        } else if (name === "search") {
          query.focus();
        } else {
          drawer.querySelector("a[href]").focus();
        }
      });
    }
    for (const outside of document.querySelectorAll(`[data-frame-close="${name}"]`)) {
      outside.addEventListener("click", () => set(name, false));
    }
  }

  // Escape closes what is open, and the focus goes back to what opened it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    for (const name of ["drawer", "search"]) {
      if (opened(name)?.checked) {
        set(name, false);
        openers(name).find(isVisible)?.focus();
      }
    }
  }, true);

  // Who walks out of the open menu by keyboard has left it: nothing that has the focus lies under it.
  drawer?.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !drawer.contains(relatedTarget) && NARROW.matches) {
      set("drawer", false);
    }
  });
  drawer?.addEventListener("click", ({ target }) => {
    if (target.closest("a[href]")) {
      set("drawer", false);
    }
  });

  // The search answers while one types: there is nothing to send.
  query?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    query.focus();
  });

  // ---- light and dark ----

  const scheme = document.querySelector("[data-frame-scheme]");
  const nameScheme = () => {
    const now = document.body.dataset.mdColorScheme;
    scheme.setAttribute("aria-label", scheme.getAttribute(`data-name-${now}`));
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
