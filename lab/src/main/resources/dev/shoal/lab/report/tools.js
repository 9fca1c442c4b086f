// What the parts of the page have in common: values, elements, numbers, light and dark, and what goes
// step by step.

const data = JSON.parse(document.getElementById('data').textContent);
const root = document.documentElement;
const main = document.getElementById('main');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const SVG = 'http://www.w3.org/2000/svg';
const repaint = []; // what has to be drawn anew when colours change

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
