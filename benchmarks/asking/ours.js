const answered = act => new Promise(done => {
  const panel = document.querySelector('.finder-panel');
  const status = document.querySelector('.finder-status');
  const before = performance.now();
  const seen = new MutationObserver(() => {
    if (!/^\d|^x/.test(status.textContent)) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done([performance.now() - before,
      [...panel.querySelectorAll('a.finder-option')].map(a => a.href)])));
  });
  seen.observe(panel, { childList: true, subtree: true, characterData: true });
  act();
});
window.ask = async (text, partner) => {
  const box = document.querySelector('.finder-input');
  const select = document.querySelector('#i-partner');
  if (select.value) {
    select.value = '';
    await answered(() => select.dispatchEvent(new Event('change')));
  }
  box.value = text;
  const found = await answered(() => box.dispatchEvent(new Event('input', { bubbles: true })));
  if (!partner) return found;
  select.value = partner;
  return answered(() => select.dispatchEvent(new Event('change')));
};
