// Figures, tables, how to run it again; and all of the page in the order in which it is read.

function figures() {
  if (!data.figures.length) return;
  const list = el('dl', { class: 'figures' });
  for (const figure of data.figures) {
    const long = (figure.value + figure.unit).length > 11;
    list.append(
      el('div', { class: 'card' },
        el('dt', {}, figure.title),
        el('dd', { class: 'number' + (long ? ' long' : '') }, figure.value,
          figure.unit ? el('small', {}, figure.unit) : null),
        el('dd', { class: 'explain' }, figure.explain)));
  }
  main.append(el('section', { id: 'figures', 'aria-label': 'Figures' }, list));
}

const isNumber = (cell) => /^\s*$|^[-–]$|^[-+]?[\d.,]+([eE][-+]?\d+)?( ?\S{1,8})?$/.test(cell);

function table(columns, rows, title) {
  const right = columns.map((_, i) => rows.length > 0 && rows.every((row) => isNumber(row[i])));
  const cell = (kind) => (text, i) =>
    el(kind, { class: right[i] ? 'right' : null, scope: kind === 'th' ? 'col' : null }, text);
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title },
    el('table', { style: '--columns:' + columns.length },
      el('thead', {}, el('tr', {}, ...columns.map(cell('th')))),
      el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map(cell('td')))))));
}

function tables() {
  data.tables.forEach((one, i) => part('table-' + i, one.title, one.explain)
    .append(one.rows.length
      ? table(one.columns, one.rows, one.title)
      : el('p', { class: 'explain' }, 'There are no rows.')));
}

function again() {
  const section = part('again', 'Run it again',
    'One seed gives one run: the same call with the same version of Shoal ends with the same trace.');
  const copy = el('button', { type: 'button' }, 'Copy');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(data.again);
      copy.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(section.querySelector('code'));
      copy.textContent = 'Selected';
    }
  });
  section.append(
    el('div', { class: 'call' }, el('code', {}, data.again), copy),
    el('p', { class: 'explain' }, 'Trace: ', el('code', { id: 'trace' }, data.trace)),
    data.parameters.length
      ? el('details', {},
          el('summary', {}, 'All ' + data.parameters.length + ' parameters'),
          table(['Parameter', 'Value'], data.parameters, 'Parameters'))
      : '');
}

document.getElementById('scenario').textContent = 'shoal simulate ' + data.scenario;
document.getElementById('title').textContent = data.title;
document.getElementById('summary').textContent = data.summary;
root.dataset.theme = dark.matches ? 'dark' : 'light';
figures();
charts();
network();
spread();
tables();
again();
theme();
