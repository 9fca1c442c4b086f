// Draws the page from the values in it. In the order in which a reader meets them: figures, charts,
// the network with its replays, the spread of pieces, tables, how to run it again.
'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const main = document.getElementById('main');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const SVG = 'http://www.w3.org/2000/svg';
  const repaint = []; // what has to be drawn anew when colours change

  // --- helpers

  /** An element with attributes and children; a text child is text, never markup. */
  function el(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    return fill(made, attributes, children);
  }

  function svg(name, attributes = {}, ...children) {
    return fill(document.createElementNS(SVG, name), attributes, children);
  }

  function fill(made, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child != null));
    return made;
  }

  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const HUES = 6;
  const hue = (i) => 'c' + (i % HUES);

  /** A number in a few digits, as a person reads it. */
  function number(value) {
    if (value == null || !Number.isFinite(value)) return '–';
    const size = Math.abs(value);
    if (size !== 0 && (size < 0.001 || size >= 1e15)) return value.toExponential(1);
    const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
    return value.toLocaleString('en', { maximumFractionDigits: digits });
  }

  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
  const tick = (value) => {
    const size = Math.abs(value);
    return size !== 0 && size < 0.001 ? value.toExponential(0) : compact.format(value);
  };

  function millis(value) {
    if (value < 1000) return (value < 10 ? value.toFixed(1) : Math.round(value)) + ' ms';
    return seconds(value / 1000);
  }

  function seconds(value) {
    if (value < 60) return (value < 10 ? value.toFixed(1) : Math.round(value)) + ' s';
    const whole = Math.round(value);
    if (whole < 3600) return Math.floor(whole / 60) + ' min ' + (whole % 60) + ' s';
    return Math.floor(whole / 3600) + ' h ' + (Math.floor(whole / 60) % 60) + ' min';
  }

  const explain = (text) => (text ? el('p', { class: 'explain' }, text) : null);

  /** A part of the page with a heading. */
  function part(id, title, text) {
    const section = el('section', { id, class: 'card', 'aria-label': title });
    section.append(el('h2', {}, title));
    if (text) section.append(explain(text));
    main.append(section);
    return section;
  }

  // --- light and dark

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const themeButton = document.getElementById('theme');
  let chosen = null;
  let printing = false;

  function theme() {
    const now = printing ? 'light' : chosen ?? (dark.matches ? 'dark' : 'light');
    root.dataset.theme = now;
    themeButton.textContent = now === 'dark' ? '☀ Light' : '☾ Dark';
    themeButton.setAttribute('aria-label', now === 'dark' ? 'Use light colours' : 'Use dark colours');
    repaint.forEach((paint) => paint());
  }

  themeButton.addEventListener('click', () => {
    chosen = root.dataset.theme === 'dark' ? 'light' : 'dark';
    theme();
  });
  dark.addEventListener('change', theme);
  addEventListener('beforeprint', () => { printing = true; theme(); });
  addEventListener('afterprint', () => { printing = false; theme(); });

  // --- something that goes on step by step

  /**
   * Buttons and a slider over steps 0 to last. The arrow keys, home and end move it, as they move
   * any slider; the space bar on the button plays.
   */
  function player({ last, label, pause, show, before }) {
    let at = 0;
    let timer = null;
    const slider = el('input', { type: 'range', min: 0, max: last, value: 0, step: 1, 'aria-label': label });
    const play = el('button', { type: 'button', class: 'main play' });
    const back = el('button', { type: 'button', class: 'back', 'aria-label': 'One step back' }, '◀ Back');
    const next = el('button', { type: 'button', class: 'next', 'aria-label': 'One step on' }, 'Step ▶');
    const node = el('div', { class: 'controls' }, before, play, back, next, slider);

    function go(to) {
      at = Math.max(0, Math.min(last, to));
      slider.value = at;
      slider.setAttribute('aria-valuetext', show(at));
      back.disabled = at === 0;
      next.disabled = at === last;
      if (at === last) stop();
      else if (timer != null) wait();
    }

    function wait() {
      clearTimeout(timer);
      timer = setTimeout(() => go(at + 1), pause(at));
    }

    function stop() {
      clearTimeout(timer);
      timer = null;
      play.textContent = at === last && last > 0 ? '↺ Again' : '▶ Play';
    }

    play.addEventListener('click', () => {
      if (timer != null) return stop();
      if (at === last) go(0);
      play.textContent = '❚❚ Pause';
      wait();
    });
    back.addEventListener('click', () => { stop(); go(at - 1); stop(); });
    next.addEventListener('click', () => { stop(); go(at + 1); });
    slider.addEventListener('input', () => { stop(); go(Number(slider.value)); stop(); });
    document.addEventListener('visibilitychange', () => { if (document.hidden) stop(); });
    stop();
    return { node, go, stop, again: () => show(at) };
  }

  // --- figures

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

  // --- charts

  const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4]];
  const POINTS = ['circle', 'rectRot', 'triangle', 'rect', 'crossRot', 'star'];
  const MANY_POINTS = 40; // beyond, marks hide the line

  function scale(axis, bars) {
    return {
      type: bars ? 'category' : axis.log ? 'logarithmic' : 'linear',
      title: { display: Boolean(axis.title), text: axis.title, color: colour('soft'), font: { size: size() } },
      grid: { color: colour('grid') },
      border: { color: colour('faint') },
      afterBuildTicks(drawn) {
        if (!axis.log || bars) return;
        const kept = drawn.ticks.filter((one) => round(one.value, drawn.max / drawn.min));
        if (kept.length > 1) drawn.ticks = kept;
      },
      ticks: {
        color: colour('soft'),
        font: { size: size() },
        maxRotation: 0,
        autoSkipPadding: 12,
        callback(value) {
          return bars ? this.getLabelForValue(value) : tick(value);
        },
      },
    };
  }

  /** Whether a value is worth a word on a logarithmic axis over such a range. */
  function round(value, range) {
    const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
    const near = (wanted) => Math.abs(lead - wanted) < 1e-6;
    return near(1) || (range < 500 && (near(2) || near(5)));
  }

  const size = () => 0.8 * parseFloat(getComputedStyle(root).fontSize);
  const drawable = (value, axis) => (axis.log && !(value > 0) ? null : value);

  function config(chart) {
    const xs = [...new Set(chart.series.flatMap((series) => series.x))].sort((a, b) => a - b);
    const datasets = chart.series.map((series, i) => {
      const points = series.x.map((x, j) => ({ x: drawable(x, chart.x), y: drawable(series.y[j], chart.y) }));
      const values = new Map(series.x.map((x, j) => [x, drawable(series.y[j], chart.y)]));
      const paint = colour(hue(i));
      return {
        label: series.name,
        data: chart.bars ? xs.map((x) => values.get(x) ?? null) : points,
        borderColor: paint,
        backgroundColor: chart.bars && i % 2 ? paint + '99' : paint,
        borderWidth: chart.bars ? 1.5 : 2.5,
        borderDash: chart.bars ? [] : DASHES[i % DASHES.length],
        borderRadius: chart.bars ? 3 : 0,
        pointStyle: POINTS[i % POINTS.length],
        pointRadius: series.x.length > MANY_POINTS ? 0 : 4,
        pointHoverRadius: 6,
        spanGaps: true,
      };
    });
    return {
      type: chart.bars ? 'bar' : 'line',
      data: { labels: chart.bars ? xs.map(tick) : undefined, datasets },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: still.matches || printing ? false : { duration: 350 },
        interaction: { mode: chart.bars ? 'index' : 'nearest', axis: 'x', intersect: false },
        scales: {
          x: scale(chart.x, chart.bars),
          y: { ...scale(chart.y, false), beginAtZero: !chart.y.log },
        },
        plugins: {
          legend: {
            display: chart.series.length > 1,
            align: 'start',
            labels: { color: colour('text'), usePointStyle: !chart.bars, boxHeight: 8, font: { size: size() } },
          },
          tooltip: {
            callbacks: {
              title: (items) => chart.x.title + ': ' + (chart.bars ? items[0].label : number(items[0].parsed.x)),
              label: (item) => ' ' + item.dataset.label + ': ' + number(item.parsed.y),
            },
          },
        },
      },
    };
  }

  function charts() {
    if (!data.charts.length) return;
    const grid = el('div', { class: 'grid' });
    for (const chart of data.charts) {
      const canvas = el('canvas', { role: 'img', 'aria-label': chart.title + '. ' + chart.explain });
      const empty = !chart.series.some((series) => series.x.length);
      grid.append(
        el('div', { class: 'card chart' },
          el('h2', {}, chart.title),
          explain(chart.explain),
          empty ? el('p', { class: 'explain' }, 'There is nothing to draw.') : el('div', { class: 'plot' }, canvas),
          empty ? null : values(chart)));
      if (empty) continue;
      let drawn = null;
      repaint.push(() => {
        drawn?.destroy();
        drawn = new Chart(canvas, config(chart));
      });
    }
    main.append(el('section', { id: 'charts', 'aria-label': 'Charts' }, grid));
  }

  /** The same values as a table, for who cannot see the chart or wants to copy them. */
  function values(chart) {
    const details = el('details', {}, el('summary', {}, 'The values'));
    details.addEventListener('toggle', () => {
      if (!details.open || details.children.length > 1) return;
      const xs = [...new Set(chart.series.flatMap((series) => series.x))].sort((a, b) => a - b);
      const columns = [chart.x.title || 'x', ...chart.series.map((series) => series.name)];
      const rows = xs.map((x) => [number(x), ...chart.series.map((series) => {
        const j = series.x.indexOf(x);
        return j < 0 ? '–' : number(series.y[j]);
      })]);
      details.append(table(columns, rows, chart.title));
    });
    return details;
  }

  // --- tables

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

  // --- the network, and what happened in it

  const SIDE = 1000;
  const EDGE = 40; // room for the marks of dots that lie at the border
  const place = (part) => EDGE + part * (SIDE - 2 * EDGE);
  const MARKS = [
    (x, y, r) => svg('circle', { cx: x, cy: y, r }),
    (x, y, r) => polygon([[x, y - 1.5 * r], [x + 1.4 * r, y + r], [x - 1.4 * r, y + r]]),
    (x, y, r) => polygon([[x, y - 1.4 * r], [x + 1.4 * r, y], [x, y + 1.4 * r], [x - 1.4 * r, y]]),
    (x, y, r) => svg('rect', { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
    (x, y, r) => svg('circle', { cx: x, cy: y, r, class: 'hollow' }),
    (x, y, r) => svg('rect', { x: x - 1.6 * r, y: y - 0.6 * r, width: 3.2 * r, height: 1.2 * r }),
  ];
  /** Words that scenarios use, so that the same one looks the same everywhere; others take what is left. */
  const KNOWN = { node: 0, peer: 0, ask: 0, hostile: 1, liar: 1, lost: 1, seeder: 2, answer: 2, found: 3, gone: 4 };

  /** The look of each kind: a number for its colour, its mark and its stroke. */
  function looks(kinds) {
    const taken = new Map();
    for (const kind of kinds) {
      const free = [...Array(kinds.length + HUES).keys()].filter((i) => ![...taken.values()].includes(i));
      const wanted = KNOWN[kind];
      taken.set(kind, free.includes(wanted) ? wanted : free.find((i) => !kinds.some((k) => KNOWN[k] === i)) ?? free[0]);
    }
    return taken;
  }

  const STROKES = ['none', '3 16', '26 12', '40 12 4 12', '12 12', '2 26'];

  const polygon = (points) => svg('polygon', { points: points.map((p) => p.join(',')).join(' ') });

  function mark(kind, x, y, r) {
    const made = MARKS[kind % MARKS.length](x, y, r);
    const paint = 'var(--' + hue(kind) + ')';
    made.style.fill = made.classList.contains('hollow') ? 'var(--card)' : paint;
    if (made.classList.contains('hollow')) made.style.stroke = paint;
    return made;
  }

  function legend(items) {
    return el('ul', { class: 'legend' }, ...items.map(([picture, text]) => el('li', {}, picture, text)));
  }

  function network() {
    const drawing = data.drawing;
    if (!drawing && !data.replays.length) return;
    const section = part('network', drawing?.title ?? 'Step by step', drawing?.explain);
    const stage = el('div', { class: 'stage' });
    section.append(stage);
    const picture = drawing ? draw(drawing, stage) : null;
    if (data.replays.length) replays(stage, picture);
  }

  function draw(drawing, stage) {
    const kinds = [...new Set(drawing.dots.map((dot) => dot[2]))];
    const look = looks(kinds);
    const r = Math.max(6, Math.min(16, 150 / Math.sqrt(Math.max(1, drawing.dots.length))));
    const at = drawing.dots.map(([x, y]) => [place(x), place(y)]);
    const path = drawing.lines.map(([from, to]) => 'M' + at[from] + 'L' + at[to]).join('');
    const said = el('p', { class: 'status', 'aria-live': 'polite' },
      drawing.dots.length + ' nodes drawn. Point at one, or tap it, to see what it is.');
    const over = svg('g');
    const dots = svg('g');
    const marks = drawing.dots.map(([, , kind, label], i) => {
      const made = mark(look.get(kind), ...at[i], r);
      made.classList.add('dot');
      made.append(svg('title', {}, label));
      const tell = () => { said.replaceChildren(el('b', {}, label), ', ' + kind); };
      made.addEventListener('pointerenter', tell);
      made.addEventListener('click', tell);
      dots.append(made);
      return made;
    });
    const node = svg('svg', {
      class: 'drawing', viewBox: [0, 0, SIDE, SIDE].join(' '), role: 'img', 'aria-label': drawing.title + '. ' + drawing.explain,
    }, svg('path', { class: 'lines', d: path }), dots, over);
    const counts = kinds.map((kind) => drawing.dots.filter((dot) => dot[2] === kind).length);
    stage.append(el('div', {}, node,
      legend(kinds.map((kind, i) => [
        svg('svg', { viewBox: '0 0 32 20' }, mark(look.get(kind), 16, 10, 7)), kind + ' (' + counts[i] + ')'])),
      said));
    return { node, over, marks, at, r, label: (i) => drawing.dots[i][3] };
  }

  /** A curve from one dot to another, so that the way back is not hidden by the way there. */
  function curve([x1, y1], [x2, y2], r) {
    const dx = x2 - x1;
    const dy = y2 - y1;
    const length = Math.hypot(dx, dy) || 1;
    const bend = 0.12;
    const cx = (x1 + x2) / 2 - dy * bend;
    const cy = (y1 + y2) / 2 + dx * bend;
    const tx = x2 - cx;
    const ty = y2 - cy;
    const t = Math.hypot(tx, ty) || 1;
    const ex = x2 - (tx / t) * Math.min(2 * r, length / 3);
    const ey = y2 - (ty / t) * Math.min(2 * r, length / 3);
    return { d: `M${x1},${y1}Q${cx},${cy} ${ex},${ey}`, tip: [ex, ey], angle: Math.atan2(ty, tx) };
  }

  function arrow(picture, look, step, now) {
    const [, from, to, kind] = step;
    const i = look.get(kind);
    const paint = 'var(--' + hue(i) + ')';
    const group = svg('g', { class: 'step ' + (now ? 'now' : 'past') });
    if (from === to) return group;
    const { d, tip, angle } = curve(picture.at[from], picture.at[to], picture.r);
    const line = svg('path', { d, 'stroke-width': now ? 6 : 3, 'stroke-dasharray': STROKES[i % STROKES.length] });
    line.style.stroke = paint;
    const head = now ? 20 : 11;
    const corner = (turn) => [tip[0] - head * Math.cos(angle + turn), tip[1] - head * Math.sin(angle + turn)];
    const point = polygon([tip, corner(0.45), corner(-0.45)]);
    point.style.fill = paint;
    group.append(line, point);
    return group;
  }

  function tag(picture, i, others) {
    const [x, y] = picture.at[i];
    const text = picture.label(i);
    const above = y > SIDE / 2 === others; // names of both ends do not cover each other
    const anchor = x < 220 ? 'start' : x > SIDE - 220 ? 'end' : 'middle';
    return svg('text', {
      class: 'tag', x, y: above ? y - 2.4 * picture.r - 8 : y + 2.4 * picture.r + 30,
      'text-anchor': anchor, 'font-size': picture.node.clientWidth < 500 ? 38 : 25,
    }, text.length > 24 ? text.slice(0, 23) + '…' : text);
  }

  function replays(stage, picture) {
    const panel = el('div', { class: 'replay' });
    if (picture) stage.classList.add('two');
    stage.append(panel);
    let playing = null;

    function open(which) {
      playing?.stop();
      const replay = data.replays[which];
      const kinds = [...new Set(replay.steps.map((step) => step[3]))];
      const look = looks(kinds);
      const name = (i) => (picture ? picture.label(i) : '#' + i);
      const status = el('p', { class: 'status', 'aria-live': 'polite' });
      const items = replay.steps.map((step, i) =>
        el('li', { onclick: () => { playing.stop(); playing.go(i + 1); } },
          el('time', {}, millis(step[0])),
          el('span', {}, name(step[1]) + ' → ' + name(step[2]) + ': ' + (step[4] || step[3]))));
      const list = el('ol', { class: 'steps', tabindex: 0, 'aria-label': 'All steps' }, ...items);

      function show(at) {
        const step = replay.steps[at - 1];
        const text = step
          ? 'Step ' + at + ' of ' + items.length + ', ' + millis(step[0]) + ': ' + step[3]
          : items.length + ' steps; nothing has happened yet.';
        status.textContent = text;
        items.forEach((item, i) => {
          item.classList.toggle('later', i >= at);
          if (i === at - 1) item.setAttribute('aria-current', 'step');
          else item.removeAttribute('aria-current');
        });
        if (step) scrollWithin(list, items[at - 1]);
        if (picture) paint(picture, look, replay.steps.slice(0, at));
        return text;
      }

      const gaps = replay.steps.map((step, i) => (i ? step[0] - replay.steps[i - 1][0] : 0));
      const longest = Math.max(...gaps, 1e-9);
      // the waiting is in proportion, so that what took long looks long, within what can be followed
      const pause = (at) => 300 + 1100 * ((gaps[at] ?? 0) / longest);
      playing = player({ last: items.length, label: 'Step', pause, show });
      panel.replaceChildren(
        ...(data.replays.length > 1 ? [el('div', { class: 'controls' }, picker(which))] : []),
        el('h3', { style: 'margin-top:0.75rem' }, replay.title),
        ...(replay.explain ? [explain(replay.explain)] : []),
        playing.node, status,
        legend(kinds.map((kind) => {
          const i = look.get(kind);
          const line = svg('path', {
            d: 'M0,10H32', 'stroke-width': 3, fill: 'none',
            'stroke-dasharray': STROKES[i % STROKES.length].replace(/\d+/g, (n) => n / 3),
          });
          line.style.stroke = 'var(--' + hue(i) + ')';
          return [svg('svg', { viewBox: '0 0 32 20' }, line), kind];
        })),
        list);
      playing.go(0);
    }

    function picker(which) {
      const select = el('select', { 'aria-label': 'Which replay' },
        ...data.replays.map((replay, i) => el('option', { value: i, selected: i === which ? '' : null }, replay.title)));
      select.addEventListener('change', () => {
        open(Number(select.value));
        panel.querySelector('select').focus();
      });
      return select;
    }

    open(0);
  }

  /** Scrolls a list, never the page. */
  function scrollWithin(list, item) {
    const top = item.offsetTop;
    const bottom = top + item.offsetHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
  }

  function paint(picture, look, steps) {
    const { node, over, marks, at, r } = picture;
    node.classList.toggle('playing', steps.length > 0);
    marks.forEach((made) => made.classList.remove('met'));
    over.replaceChildren();
    steps.forEach((step, i) => {
      marks[step[1]].classList.add('met');
      marks[step[2]].classList.add('met');
      over.append(arrow(picture, look, step, i === steps.length - 1));
    });
    const now = steps.at(-1);
    if (!now) return;
    const [, from, to] = now;
    for (const end of new Set([from, to])) {
      over.append(svg('circle', { class: 'ring', cx: at[end][0], cy: at[end][1], r: 2 * r }));
    }
    const higher = at[from][1] < at[to][1];
    over.append(tag(picture, from, at[from][1] > SIDE / 2 ? !higher : higher));
    if (to !== from) over.append(tag(picture, to, at[to][1] > SIDE / 2 ? higher : !higher));
  }

  // --- pieces among peers

  /** Frames hold what changed; this is who has what at each of them. */
  function states(spread) {
    const width = Math.ceil(spread.pieces / 8);
    let have = spread.peers.map(() => new Uint8Array(width));
    return spread.frames.map((frame) => {
      have = have.map((before, peer) => {
        if (!frame.changed[peer].length) return before;
        const now = before.slice();
        let piece = 0;
        for (const gap of frame.changed[peer]) {
          piece += gap;
          now[piece >> 3] ^= 1 << (piece & 7);
        }
        return now;
      });
      return have;
    });
  }

  const has = (bits, piece) => (bits[piece >> 3] >> (piece & 7)) & 1;

  function spread() {
    const spread = data.spread;
    if (!spread || !spread.frames.length || !spread.peers.length) return;
    const section = part('spread', spread.title, spread.explain);
    const all = states(spread);
    const total = spread.peers.length * spread.pieces;
    const shares = all.map((have) => have.map((bits) => {
      let count = 0;
      for (let piece = 0; piece < spread.pieces; piece++) count += has(bits, piece);
      return count;
    }));
    const canvas = el('canvas', { class: 'matrix', role: 'img' });
    const status = el('p', { class: 'status', 'aria-live': 'off' });
    let at = 0;

    function show(frame) {
      if (!printing) at = frame;
      const whole = shares[frame].reduce((sum, count) => sum + count, 0);
      const done = shares[frame].filter((count) => count === spread.pieces).length;
      const text = 'After ' + seconds(spread.frames[frame].at) + ': ' + Math.floor((100 * whole) / total)
        + ' % of all pieces in place, ' + done + ' of ' + spread.peers.length + ' peers complete.';
      status.textContent = text;
      canvas.setAttribute('aria-label', text);
      matrix(canvas, spread, all[frame], frame ? all[frame - 1] : all[frame], shares[frame]);
      return text;
    }

    const playing = player({
      last: all.length - 1, label: 'Time', show,
      pause: () => (still.matches ? 700 : Math.max(60, 12000 / all.length)),
    });
    const box = (name) => {
      const made = el('i');
      made.style.background = 'var(--' + name + ')';
      return made;
    };
    section.append(playing.node, status, canvas,
      legend([[box('c0'), 'has the piece'], [box('new'), 'got it since the picture before'], [box('empty'), 'has it not']]));
    repaint.push(() => show(printing ? all.length - 1 : at));
    new ResizeObserver(() => show(at)).observe(canvas.parentElement);
    playing.go(0);
  }

  /** A row for each peer, a column for each piece, and at the right how much it has. */
  function matrix(canvas, spread, have, before, counts) {
    const width = canvas.clientWidth;
    if (!width) return;
    const rem = parseFloat(getComputedStyle(root).fontSize);
    const narrow = width < 500;
    const rows = spread.peers.length;
    const row = Math.max(4, Math.min(1.15 * rem, (38 * rem) / rows));
    const height = Math.round(rows * row);
    const ratio = devicePixelRatio || 1;
    canvas.style.height = height + 'px';
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    pen.clearRect(0, 0, width, height);
    const font = Math.max(0.62 * rem, Math.min(0.8 * rem, row * 0.85));
    pen.font = font + 'px ' + getComputedStyle(document.body).fontFamily;
    pen.textBaseline = 'middle';
    const each = Math.ceil((font * 1.1) / row); // names of every so many rows have room
    const names = Math.min(narrow ? 84 : 160, Math.max(...spread.peers.map((name) => pen.measureText(name).width))) + 8;
    const percent = pen.measureText('100 %').width + 8;
    const cell = (width - names - percent) / spread.pieces;
    const gapX = cell >= 4 ? 1 : 0;
    const gapY = row >= 6 ? 1 : 0;
    const paints = [colour('empty'), colour('c0'), colour('new')];
    const soft = colour('soft');
    for (let peer = 0; peer < rows; peer++) {
      const y = peer * row;
      if (peer % each === 0) {
        pen.fillStyle = soft;
        pen.textAlign = 'left';
        pen.fillText(shortened(pen, spread.peers[peer], names - 8), 0, y + row / 2);
        pen.textAlign = 'right';
        pen.fillText(Math.floor((100 * counts[peer]) / spread.pieces) + ' %', width, y + row / 2);
      }
      pen.fillStyle = paints[0];
      pen.fillRect(names, y, width - names - percent, row - gapY);
      const look = (piece) => (has(have[peer], piece) ? 2 - has(before[peer], piece) : 0);
      for (let piece = 0; piece < spread.pieces; ) {
        const now = look(piece);
        const first = piece++;
        while (gapX === 0 && piece < spread.pieces && look(piece) === now) piece++; // one stretch
        if (now === 0) continue;
        pen.fillStyle = paints[now];
        pen.fillRect(names + first * cell, y, Math.max(1, (piece - first) * cell - gapX), row - gapY);
      }
    }
  }

  function shortened(pen, text, width) {
    if (pen.measureText(text).width <= width) return text;
    let kept = text;
    while (kept && pen.measureText(kept + '…').width > width) kept = kept.slice(0, -1);
    return kept + '…';
  }

  // --- run it again

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
})();
