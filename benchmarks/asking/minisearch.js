const bare = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd');
window.start = () => new Promise(done => {
  const script = document.createElement('script');
  script.src = 'mini.js';
  script.onload = () => {
    window.engine = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title', 'uri', 'text'],
      processTerm: bare });
    window.engine.addAll(window.pages);
    done();
  };
  document.head.appendChild(script);
});
window.ask = text => new Promise(done => {
  const before = performance.now();
  const found = window.engine.search(text, { prefix: true, fuzzy: term => term.length > 3 ? 0.2 : false,
    combineWith: 'AND', boost: { title: 2 } }).slice(0, 10);
  paint(found.map(each => ({ title: each.title, uri: each.uri, snippet: each.text.slice(0, 200) })), before, done);
});
