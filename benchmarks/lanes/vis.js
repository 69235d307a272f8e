/* vis-timeline: a group for each partner, an item for each event in each lane. */
(function () {
  "use strict";

  const clustered = new URLSearchParams(location.search).has("clustered");

  globalThis.candidate = (element, data) => new Promise((done) => {
    const items = data.events.filter((event) => event.first).flatMap((event) => event.partners.map((partner) => ({
      id: `${event.id}-${partner}`, group: partner, content: event.name, title: event.name,
      start: event.first, end: event.first === event.last ? undefined : `${event.last}T23:59:59`,
      type: event.first === event.last ? "point" : "range",
    })));
    const groups = data.partners.map(([, name], id) => ({ id, content: name }));
    const options = {
      height: "600px", stack: false, start: WINDOW[0], end: WINDOW[1], zoomKey: "ctrlKey", verticalScroll: true,
      ...(clustered ? { cluster: { maxItems: 3 } } : {}),
    };
    const timeline = new vis.Timeline(element, new vis.DataSet(items), new vis.DataSet(groups), options);
    const ready = () => {
      timeline.off("changed", ready);
      done({
        target: element.querySelector(".vis-panel.vis-center"),
        from: () => timeline.getWindow().start.getTime() / 864e5,
      });
    };
    timeline.on("changed", ready);
  });
})();
