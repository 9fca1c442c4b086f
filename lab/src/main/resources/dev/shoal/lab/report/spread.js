// Which of the peers has which piece, as time goes on.

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
