window.start = () => new Promise(done => {
  const script = document.createElement('script');
  script.src = 'mini.js';
  script.onload = () => {
    lunr.tokenizer.separator = /[\s\-]+/;
    window.byUri = new Map(window.pages.map(page => [page.uri, page]));
    window.engine = lunr(function () {
      this.ref('uri');
      this.field('title', { boost: 1000 });
      this.field('text', { boost: 1 });
      this.pipeline.reset();
      this.searchPipeline.reset();
      window.pages.forEach(page => this.add(page));
    });
    done();
  };
  document.head.appendChild(script);
});
window.ask = text => new Promise(done => {
  const before = performance.now();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = window.engine.query(query => words.forEach((word, at) => query.term(word, {
    wildcard: at === words.length - 1 ? lunr.Query.wildcard.TRAILING : lunr.Query.wildcard.NONE,
    presence: lunr.Query.presence.REQUIRED }))).slice(0, 10);
  paint(found.map(each => ({ title: window.byUri.get(each.ref).title, uri: each.ref,
    snippet: window.byUri.get(each.ref).text.slice(0, 200) })), before, done);
});
