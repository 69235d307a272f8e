window.ask = text => new Promise(done => {
  const box = document.querySelector('.finder-input');
  box.value = text;
  const list = document.querySelector('.finder-list');
  const status = document.querySelector('.finder-status');
  const before = performance.now();
  const seen = new MutationObserver(() => {
    if (!/^\d|^x/.test(status.textContent)) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done([performance.now() - before,
      [...list.querySelectorAll('a.finder-option')].map(a => a.href)])));
  });
  seen.observe(list, { childList: true, subtree: true });
  box.dispatchEvent(new Event('input', { bubbles: true }));
});
