/* d3 modules with canvas: the lanes of this project, as they stand in site_config/theme/assets/js/lanes.js. */
(function () {
  "use strict";

  globalThis.candidate = (element, data) => new Promise((done) => {
    const words = new Proxy({}, { get: (target, name) => String(name) });
    const lanes = briefing.lanes(element, { data, root: "", words, open: () => {}, range: () => {} });
    lanes.update(data.events.map((event, index) => index));
    const wait = () => {
      const slider = element.querySelector("[role=slider][aria-valuenow]");
      if (!slider) {
        requestAnimationFrame(wait);
        return;
      }
      lanes.focus(...WINDOW);
      done({
        target: element.querySelector(".lanes-plot"),
        from: () => Number(slider.getAttribute("aria-valuenow")),
      });
    };
    wait();
  });
})();
