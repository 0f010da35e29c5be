(() => {
  'use strict';
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const charts = read('charts');
  const look = read('look');
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function config(width) {
    const ink = dark.matches ? '#f0f0f0' : '#1a1a1a';
    const soft = dark.matches ? '#b0b4ba' : '#555';
    const line = dark.matches ? '#2e3237' : '#e4e4e4';
    const narrow = width < 560;
    const columns = Math.max(1, Math.min(6, Math.floor(width / 150)));
    return {
      background: null,
      font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
      view: { stroke: null },
      axis: { labelColor: soft, titleColor: soft, gridColor: line, domainColor: soft, tickColor: soft, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', labelOverlap: true, tickCount: narrow ? 5 : 8 },
      legend: { orient: 'bottom', columns, labelColor: ink, titleColor: soft, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', symbolSize: 90, labelLimit: 220, gradientLength: Math.min(200, width - 60) },
      header: { labelColor: ink, titleColor: soft },
      title: { color: ink },
      text: { color: ink },
      rule: { color: soft },
      range: { category: dark.matches ? look.dark : look.light, symbol: look.symbols, heatmap: { scheme: dark.matches ? 'viridis' : 'blues' }, ramp: { scheme: dark.matches ? 'viridis' : 'blues' } },
    };
  }

  async function draw() {
    for (const [id, spec] of Object.entries(charts)) {
      const place = document.getElementById(id);
      await vegaEmbed(place, spec, {
        mode: 'vega-lite', renderer: 'svg', ast: true, actions: false, defaultStyle: false,
        config: config(place.clientWidth), tooltip: { theme: dark.matches ? 'dark' : 'light' },
      });
    }
    document.documentElement.dataset.drawn = String(Object.keys(charts).length);
  }

  const quote = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const cells = table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent));
  const toCsv = rows => rows.map(row => row.map(quote).join(',')).join('\n') + '\n';

  function save(name, type, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function copy(button, table) {
    const text = cells(table).map(row => row.join('\t')).join('\n');
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without the right to write to the clipboard, as in some browsers for local files.
      getSelection().selectAllChildren(table);
      document.execCommand('copy');
      getSelection().removeAllRanges();
    }
    const before = button.textContent;
    button.textContent = 'copied';
    setTimeout(() => { button.textContent = before; }, 1200);
  }

  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-do]');
    if (!button) return;
    const table = button.dataset.table && document.getElementById(button.dataset.table);
    switch (button.dataset.do) {
      case 'copy': copy(button, table); break;
      case 'csv': save(`${button.dataset.table}.csv`, 'text/csv', toCsv(cells(table))); break;
      case 'json': save('results.json', 'application/json', document.getElementById('results').textContent); break;
    }
  });

  let width = innerWidth;
  let waiting;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(draw, 150);
  });
  dark.addEventListener('change', draw);
  draw();
})();
