// The network as a picture, and what happened in it, step by step.

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
