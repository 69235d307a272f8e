window.start = async () => {
  window.engine = await import('/pagefind/pagefind.js');
  await window.engine.init();
};
window.ask = async text => {
  const before = performance.now();
  const found = await window.engine.search(text);
  const shown = await Promise.all(found.results.slice(0, 10).map(each => each.data()));
  return new Promise(done => paint(shown.map(each => ({ title: each.meta.title, uri: each.url,
    snippet: each.plain_excerpt || '' })), before, done));
};
