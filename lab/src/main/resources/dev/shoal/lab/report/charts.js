// Charts, drawn by Chart.js, and their values as tables.

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
