function paint(found, before, done) {
  const list = document.getElementById('list');
  list.textContent = '';
  found.forEach(each => {
    const item = document.createElement('li');
    item.textContent = each.title + ' ' + each.snippet;
    list.appendChild(item);
  });
  requestAnimationFrame(() => setTimeout(() => done([performance.now() - before,
    found.map(each => each.uri)])));
}
