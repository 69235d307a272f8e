/* Apache ECharts: a custom series on a time axis and a category axis, with inside and slider zoom. */
(function () {
  "use strict";

  globalThis.candidate = (element, data) => new Promise((done) => {
    element.style.height = "640px";
    const chart = echarts.init(element, null, { renderer: "canvas" });
    const points = data.events.filter((event) => event.first).flatMap((event) => event.partners.map((partner) =>
      [Date.parse(event.first), partner, Date.parse(event.last) + 864e5, event.precision === "day" ? 0 : 1]));
    chart.on("finished", function ready() {
      chart.off("finished", ready);
      const axis = () => chart.getModel().getComponent("xAxis").axis.scale.getExtent()[0];
      done({ target: element.querySelector("canvas"), from: () => axis() / 864e5 });
    });
    chart.setOption({
      animation: false,
      grid: { left: 120, right: 20, top: 20, bottom: 90 },
      xAxis: { type: "time" },
      yAxis: { type: "category", data: data.partners.map(([, name]) => name), inverse: true },
      dataZoom: [
        { type: "inside", startValue: WINDOW[0], endValue: WINDOW[1], filterMode: "weakFilter" },
        { type: "slider", startValue: WINDOW[0], endValue: WINDOW[1], filterMode: "weakFilter" },
      ],
      series: [{
        type: "custom",
        dimensions: ["from", "lane", "to", "kind"],
        encode: { x: [0, 2], y: 1 },
        data: points,
        renderItem: (params, api) => {
          const [x0, y] = api.coord([api.value(0), api.value(1)]);
          const [x1] = api.coord([api.value(2), api.value(1)]);
          return api.value(3) === 0
            ? { type: "circle", shape: { cx: (x0 + x1) / 2, cy: y, r: 5 }, style: { fill: "#0b5464" } }
            : { type: "rect", shape: { x: x0, y: y - 4, width: Math.max(12, x1 - x0), height: 8, r: 3 }, style: { fill: "#e1eef0", stroke: "#0b5464" } };
        },
      }],
    });
  });
})();
