// The search in Firefox, from an unzipped folder: a result, and how long keys take.
//
//     npm install puppeteer-core && node benchmarks/firefox.mjs SITE /usr/bin/firefox-esr [WORD ...]
//
// SITE is the folder of a built site. Nothing is served: the page is opened by file://.

import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const puppeteer = createRequire(resolve("package.json"))("puppeteer-core");
const [site, executablePath, ...words] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
const failed = [];
page.on("console", (message) => message.type() === "error" && failed.push(message.text()));
page.on("pageerror", (error) => failed.push(String(error)));
await page.goto(pathToFileURL(resolve(site, "index.html")).href);

const ask = (text) => page.evaluate((wanted) => new Promise((done) => {
  const box = document.querySelector(".finder-input");
  const panel = () => document.querySelector(".finder-panel");
  box.focus();
  box.value = wanted;
  const before = performance.now();
  const heard = () => {
    const status = panel() ? panel().querySelector(".finder-status").textContent : "";
    if (!/^\d+ |^Không|^No/.test(status)) return;
    seen.disconnect();
    requestAnimationFrame(() => done({ status, ms: Math.round(performance.now() - before),
      first: (panel().querySelector("a.finder-option") || {}).href }));
  };
  const seen = new MutationObserver(heard);
  seen.observe(box.form, { childList: true, subtree: true, characterData: true });
  box.dispatchEvent(new Event("input", { bubbles: true }));
}), text);

for (const word of words) console.log(word, JSON.stringify(await ask(word)));
console.log("errors:", JSON.stringify(failed));
await browser.close();
