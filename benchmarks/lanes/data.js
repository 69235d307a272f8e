/* Made-up events for the lanes, the same for the same numbers: `makeData(200, 10)`. Everything in it says by its name
   that it is made up. Most are days; some are spans, months, years and "about"; one in fifty has no date. */
(function () {
  "use strict";

  function random(seed) {
    let state = seed;
    return () => {
      state = (state * 1664525 + 1013904223) % 4294967296;
      return state / 4294967296;
    };
  }

  const DAY = 864e5;
  const text = (time) => new Date(time).toISOString().slice(0, 10);
  const lastOfMonth = (year, month) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const TYPES = ["thăm", "hội đàm", "điện đàm", "tham vấn", "ký kết"];
  const NAMES = ["Thăm chính thức nước bịa", "Hội đàm bịa về hợp tác an ninh", "Điện đàm bịa", "Tham vấn chính trị bịa lần thứ",
    "Ký kết bản ghi nhớ bịa về phòng, chống tội phạm mạng số"];

  globalThis.makeData = function (count, partners) {
    const next = random(count * 31 + partners);
    const pick = (most) => Math.floor(next() * most);
    const events = [];
    for (let at = 0; at < count; at += 1) {
      const year = 2026 - Math.floor(next() ** 2.2 * 40);
      const month = pick(year === 2026 ? 11 : 12);
      const day = 1 + pick(20);
      const start = Date.UTC(year, month, day);
      const kind = next();
      const type = pick(5);
      const event = {
        id: `e${at}`, name: `${NAMES[type]} ${at + 1}`, page: `bịa/${at}.html`, type, parent: next() < 0.2 ? 0 : -1,
        when: `${day}/${month + 1}/${year}`, first: text(start), last: text(start), precision: "day",
      };
      if (kind < 0.02) Object.assign(event, { when: null, first: null, last: null, precision: "unknown" });
      else if (kind < 0.08) {
        Object.assign(event, { when: `năm ${year}`, first: `${year}-01-01`, last: `${year}-12-31`, precision: "year" });
      } else if (kind < 0.2) {
        const last = text(Date.UTC(year, month, lastOfMonth(year, month)));
        Object.assign(event, { when: `tháng ${month + 1}/${year}`, first: text(Date.UTC(year, month, 1)), last, precision: "month" });
      } else if (kind < 0.24) {
        Object.assign(event, { when: `khoảng tháng ${month + 1}/${year}`, last: text(start + 40 * DAY), precision: "approximate" });
      } else if (kind < 0.4) {
        const days = 1 + pick(6);
        Object.assign(event, { when: `${day}–${day + days}/${month + 1}/${year}`, last: text(start + days * DAY), precision: "span" });
      }
      event.partners = [Math.floor(next() ** 1.6 * partners)];
      if (next() < 0.06) {
        while (event.partners.length < Math.min(partners, 4)) {
          const other = pick(partners);
          if (!event.partners.includes(other)) event.partners.push(other);
        }
      }
      events.push(event);
    }
    events.sort((one, other) => ((one.first || "") < (other.first || "") ? 1 : -1));
    return {
      today: "2026-11-23",
      partners: Array.from({ length: partners }, (_, at) => [`x${at}`, `Nước bịa ${at + 1}`, `partners/x${at}.html`]),
      types: TYPES.map((name, at) => [`t${at}`, name]),
      events,
    };
  };
})();
