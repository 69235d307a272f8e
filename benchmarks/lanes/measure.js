/* What the candidates have in common. A candidate is a script that sets `globalThis.candidate` to a function of an
   element and the data; it returns, or promises, `{target, from()}` when it has drawn: the element to drag, and the
   day at the left edge. `measure()` waits for the picture; `drag(frames)` drags to and fro and tells how long each frame took. */
(function () {
  "use strict";

  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /* The window that every candidate is to begin with: the last ten years of forty. */
  globalThis.WINDOW = ["2016-12-01", "2026-12-01"];

  let view = null;

  globalThis.measure = async function () {
    const asked = new URLSearchParams(location.search);
    const data = makeData(Number(asked.get("events")), Number(asked.get("partners")));
    const begin = performance.now();
    view = await candidate(document.querySelector("#lanes"), data);
    await frame();
    await frame();
    const end = performance.now();
    return { sinceStart: end, drawing: end - begin };
  };

  function send(type, x, y, buttons) {
    const about = {
      bubbles: true, cancelable: true, composed: true, view: window, clientX: x, clientY: y, screenX: x, screenY: y,
      button: type.endsWith("move") ? -1 : 0, buttons, pointerId: 1, pointerType: "mouse", isPrimary: true,
    };
    view.target.dispatchEvent(new PointerEvent(`pointer${type}`, about));
    view.target.dispatchEvent(new MouseEvent(`mouse${type}`, { ...about, button: 0 }));
  }

  globalThis.drag = async function (frames) {
    const box = view.target.getBoundingClientRect();
    const y = box.top + 40;
    let x = box.left + box.width * 0.4;
    let reached = view.from();
    const start = reached;
    const times = [];
    send("down", x, y, 1);
    let before = await frame();
    const begin = before;
    for (let at = 0; at < frames && before - begin < 10000; at += 1) { // ten seconds say enough of a slow one
      x += at % 80 < 40 ? 5 : -5;
      send("move", x, y, 1);
      const now = await frame();
      times.push(now - before);
      before = now;
      if (at < 40) reached = view.from();
    }
    send("up", x, y, 0);
    return { times: times.slice(2), moved: Math.round(start - reached) };
  };

  /* The same without anything to draw: what a frame costs here at least. */
  globalThis.idle = async function (frames) {
    const times = [];
    let before = await frame();
    for (let at = 0; at < frames; at += 1) {
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    return times;
  };
})();
