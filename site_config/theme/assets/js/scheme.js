/* The colour scheme, before anything is painted: what the reader chose here last, or else what the system asks for.

   It stands in the head and waits for the body, so that no page shows the wrong ground first. */
(() => {
  "use strict";

  const KEY = "briefing.scheme";
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  root.classList.replace("no-js", "js");

  /** What the reader chose, or null; a browser may keep nothing of a file, and say so by throwing. */
  const chosen = () => {
    try {
      const scheme = localStorage.getItem(KEY);
      return scheme === "default" || scheme === "slate" ? scheme : null;
    } catch {
      return null;
    }
  };

  const show = () => {
    document.body.dataset.mdColorScheme = chosen() ?? (DARK.matches ? "slate" : "default");
    document.dispatchEvent(new Event("scheme"));
  };

  /** Keep the choice for the next page too. */
  document.addEventListener("scheme-chosen", ({ detail }) => {
    try {
      localStorage.setItem(KEY, detail);
    } catch {
      // this page alone, then
      document.body.dataset.mdColorScheme = detail;
      document.dispatchEvent(new Event("scheme"));
      return;
    }
    show();
  });

  DARK.addEventListener("change", show);
  // another window of the same site
  addEventListener("storage", ({ key }) => key === KEY && show());

  new MutationObserver((_, observer) => {
    if (document.body) {
      observer.disconnect();
      show();
    }
  }).observe(root, { childList: true });
})();
