// Makes the pages quicker; none of them needs it. No dependency, no inline code, so a strict policy can stand.
'use strict';

// "/" leads to the search box, as in other search tools.
document.addEventListener('keydown', (event) => {
  const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.getElementById('q');
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  }
});

// Filters apply at once; without script there is a button. A wide screen shows the filters open.
for (const form of document.querySelectorAll('form[data-auto]')) {
  const button = form.querySelector('button[type=submit]');
  if (button) button.hidden = true;
  form.addEventListener('change', () => form.requestSubmit());
}
const filters = document.querySelector('.filters > details');
if (filters && !window.matchMedia('(max-width: 46rem)').matches) filters.open = true;

// An explanation is fetched when it is first opened; without script the link inside leads to the page with it.
for (const why of document.querySelectorAll('details.why')) {
  why.addEventListener('toggle', async () => {
    const link = why.querySelector('a.wait');
    if (!why.open || !link) return;
    try {
      const answer = await fetch(link.href + '&part=why', { headers: { accept: 'text/html' } });
      if (!answer.ok) return;
      const holder = document.createElement('div');
      holder.innerHTML = await answer.text();
      link.replaceWith(holder);
    } catch { /* the link stays */ }
  });
}

// Suggestions: the combobox pattern of WAI-ARIA, list autocomplete with manual selection.
const box = document.querySelector('input[data-suggest]');
if (box) {
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', box.dataset.suggest);
  list.hidden = true;
  box.parentElement.append(list);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', 'suggestions']]) box.setAttribute(name, value);
  let asked = 0;
  let chosen = -1;
  let typed = box.value;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  };
  const choose = (next) => {
    const items = list.children;
    if (!items.length) return;
    if (chosen >= 0) items[chosen].setAttribute('aria-selected', 'false');
    chosen = (next + items.length + 1) % (items.length + 1);
    if (chosen === items.length) {
      chosen = -1;
      box.value = typed;
      box.removeAttribute('aria-activedescendant');
      return;
    }
    items[chosen].setAttribute('aria-selected', 'true');
    box.value = items[chosen].dataset.text;
    box.setAttribute('aria-activedescendant', items[chosen].id);
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, i) => {
      const item = document.createElement('li');
      item.id = 'suggestion-' + i;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      item.dataset.text = suggestion.text;
      const text = document.createElement('span');
      text.textContent = suggestion.text;
      item.append(text);
      item.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        box.value = suggestion.text;
        close();
        box.form.requestSubmit();
      });
      return item;
    }));
    chosen = -1;
    list.hidden = suggestions.length === 0;
    box.setAttribute('aria-expanded', String(!list.hidden));
  };
  box.addEventListener('input', async () => {
    typed = box.value;
    const mine = ++asked;
    if (!typed.trim()) return close();
    try {
      const answer = await fetch('/api/v1/suggest?limit=8&q=' + encodeURIComponent(typed));
      // An answer that comes after a later one is out of date.
      if (!answer.ok || mine !== asked) return;
      show((await answer.json()).suggestions);
    } catch { close(); }
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); box.value = typed; close(); }
    if (list.hidden) return;
    if (event.key === 'ArrowDown') { event.preventDefault(); choose(chosen + 1); }
    if (event.key === 'ArrowUp') { event.preventDefault(); choose(chosen < 0 ? list.children.length - 1 : chosen - 1 < 0 ? list.children.length : chosen - 1); }
  });
  box.addEventListener('blur', close);
}

// The review by keyboard: single keys, only while no field has the focus, and only as long as the reader wants them
// (WCAG 2.1.4). Every key presses a button or follows a link that is there without script, too.
const review = document.querySelector('[data-review]');
const keys = document.querySelector('[data-keys]');
if (review && keys) {
  const wanted = keys.querySelector('input');
  const remember = {
    get: (store, name) => { try { return store.getItem(name); } catch { return null; } },
    set: (store, name, value) => { try { store.setItem(name, value); } catch { /* it is only forgotten */ } },
  };
  keys.hidden = false;
  wanted.checked = remember.get(localStorage, 'prasme-keys') !== 'off';
  wanted.addEventListener('change', () => remember.set(localStorage, 'prasme-keys', wanted.checked ? 'on' : 'off'));
  const candidates = [...review.querySelectorAll('[data-candidate]')];
  const current = () => candidates.find((c) => c === document.activeElement) ?? candidates[0];
  const move = (by) => {
    const at = candidates.indexOf(document.activeElement);
    const to = candidates[Math.min(Math.max(at + by, 0), candidates.length - 1)];
    if (to) to.focus();
  };
  // Who decides by keyboard goes on by keyboard: the first candidate of the next statement has the focus.
  const press = (element) => {
    if (!element) return;
    remember.set(sessionStorage, 'prasme-keys-used', '1');
    element.click();
  };
  if (remember.get(sessionStorage, 'prasme-keys-used') === '1') {
    remember.set(sessionStorage, 'prasme-keys-used', '');
    candidates[0]?.focus({ preventScroll: true });
  }
  document.addEventListener('keydown', (event) => {
    const field = /^(input|textarea|select)$/i.test(event.target.tagName) && event.target.type !== 'checkbox';
    if (field || event.target.isContentEditable || !wanted.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 'j') move(1);
    else if (key === 'k') move(-1);
    else if (key === 'a' || key === 'r') press(current()?.querySelector(`[data-key="${key}"]`));
    else if (key === 'n' || key === 'u' || key === 's') press(review.querySelector(`[data-key="${key}"]`));
    else if (/^[1-5]$/.test(key)) {
      const select = current()?.querySelector('[data-relation]');
      const relation = ['exact_match', 'close_match', 'broad_match', 'narrow_match', 'related_match'][Number(key) - 1];
      if (!select) return;
      select.value = relation;
      select.classList.add('chosen');
    } else return;
    event.preventDefault();
  });
}
