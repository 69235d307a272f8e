/* What must be known before anything is painted: the colour scheme, and the letters; and which scripts may be loaded.

   It stands in the head after the style sheets, so that no page shows the wrong ground or the wrong letters first. */
(() => {
  "use strict";

  const KEY = "briefing.scheme";
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  root.classList.replace("no-js", "js");

  // ---- scripts that scripts load ----

  // The policy of the page lets a script load only what passes here: files of this site, and the worker of the search,
  // which its own script makes. A browser without Trusted Types has `script-src` alone.
  const SITE = new URL("../../", document.currentScript.src).href;
  const checked = (address) => {
    const { href } = new URL(address, document.baseURI);
    if (!href.startsWith(SITE) && !href.startsWith("blob:")) {
      throw new TypeError(`not a script of this site: ${href}`);
    }
    return href;
  };
  const policy = window.trustedTypes?.createPolicy("briefing", { createScriptURL: checked });
  window.briefingScript = (address) => policy?.createScriptURL(address) ?? checked(address);

  // ---- letters ----

  // Text that is drawn in the system's letters first jumps when ours come, and again when a script adds a form above
  // it. A preload would not do: of a file: page the browser refuses it. So the fonts are asked for here, and the text
  // waits for them and for the scripts at the end of the page, but not for long.
  const LONGEST = 400; // ms
  const TEXT = "aẵđ"; // one letter of each file of a face
  const FACES = ["400 1em", "italic 400 1em", "600 1em", "700 1em"];
  const fonts = [
    ...FACES.map((face) => document.fonts.load(`${face} "Be Vietnam Pro"`, TEXT)),
    document.fonts.load('400 1em "Briefing Figures"', "1"),
    document.fonts.load('600 1em "Briefing Figures"', "1"),
  ];
  const showText = () => root.classList.remove("waits-for-letters");
  root.classList.add("waits-for-letters");
  setTimeout(showText, LONGEST);
  const scripts = new Promise((done) => {
    document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(done));
  });
  Promise.allSettled([...fonts, scripts]).then(showText);

  // ---- light and dark: what the reader chose here last, or else what the system asks for ----

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
