/* d3 modules with SVG: an element for each event in each lane that is in the window. */
(function () {
  "use strict";

  const day = (text) => Date.parse(text) / 864e5;

  globalThis.candidate = (element, data) => {
    const width = element.clientWidth;
    const height = 600;
    const row = height / data.partners.length;
    const svg = d3.select(element).append("svg").attr("width", width).attr("height", height);
    const marks = svg.append("g");
    const items = data.events.filter((event) => event.first).flatMap((event) => event.partners.map((partner) => ({
      key: `${event.id}-${partner}`, from: day(event.first), to: day(event.last) + 1, partner, isDay: event.first === event.last,
    })));
    const first = Math.min(...items.map((item) => item.from));
    const base = width / (Math.max(...items.map((item) => item.to)) - first);
    const draw = ({ k, x }) => {
      const at = (item) => (item.from - first) * base * k + x;
      const wide = (item) => Math.max(12, (item.to - item.from) * base * k);
      const seen = items.filter((item) => at(item) < width && at(item) + wide(item) > 0);
      marks.selectAll("rect").data(seen, (item) => item.key).join("rect")
        .attr("fill", (item) => (item.isDay ? "#0b5464" : "#e1eef0")).attr("stroke", "#0b5464").attr("rx", 5)
        .attr("height", 10).attr("y", (item) => item.partner * row + row / 2).attr("width", wide).attr("x", at);
    };
    let shown = d3.zoomIdentity;
    const zoom = d3.zoom().scaleExtent([1, 500]).translateExtent([[0, 0], [width, height]]).on("zoom", (event) => {
      shown = event.transform;
      draw(shown);
    });
    const k = width / (day(WINDOW[1]) - day(WINDOW[0])) / base;
    svg.call(zoom).call(zoom.transform, d3.zoomIdentity.translate((first - day(WINDOW[0])) * base * k, 0).scale(k));
    return { target: svg.node(), from: () => first - shown.x / (base * shown.k) };
  };
})();
