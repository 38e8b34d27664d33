'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = id => document.getElementById(id);
  const SVG = 'http://www.w3.org/2000/svg';
  const KEYS = ['policy', 'credits', 'rings', 'speed', 'other'];
  let chosen = -1;

  const drawn = (parent, name, attributes, text) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  };
  const short = number => number === null ? '-' : String(Number(number.toPrecision(4)));
  const label = measure => `${measure.name}, ${measure.unit}`;
  const fill = (select, texts, at) => {
    select.replaceChildren(...texts.map((text, i) => new Option(text, i, i === at, i === at)));
  };
  const points = () => data.points.filter(each => each.workload === data.workloads[byId('workload').value]);
  const first = test => Math.max(0, data.measures.findIndex(test));

  function choose(point) {
    chosen = point.index;
    const say = byId('chosen');
    say.replaceChildren(`${point.workload}: ${point.name}. Repeat it with `);
    const command = document.createElement('code');
    command.textContent = point.command;
    say.append(command);
    draw();
  }

  function act(node, point) {
    node.setAttribute('class', 'point');
    node.setAttribute('tabindex', '0');
    node.setAttribute('data-point', point.index);
    node.addEventListener('click', () => choose(point));
    node.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(point); } });
    drawn(node, 'title', {}, `${point.name}\n${point.command}`);
  }

  function scatter(svg, x, y) {
    svg.replaceChildren();
    const all = points().filter(each => each.values[x].mean !== null && each.values[y].mean !== null);
    if (!all.length) { drawn(svg, 'text', {x: 20, y: 30}, 'No setting has both measures.'); return; }
    const range = at => {
      const low = Math.min(...all.map(each => each.values[at].mean - (each.values[at].half || 0)));
      const high = Math.max(...all.map(each => each.values[at].mean + (each.values[at].half || 0)));
      const room = (high - low || Math.abs(high) || 1) * .08;
      return [low - room, high + room];
    };
    const [xLow, xHigh] = range(x), [yLow, yHigh] = range(y);
    const px = value => 80 + (value - xLow) / (xHigh - xLow) * 640;
    const py = value => 360 - (value - yLow) / (yHigh - yLow) * 330;
    drawn(svg, 'path', {d: 'M80 30V360H720', fill: 'none', stroke: 'var(--line)'});
    for (let i = 0; i <= 4; i++) {
      const xValue = xLow + (xHigh - xLow) * i / 4, yValue = yLow + (yHigh - yLow) * i / 4;
      drawn(svg, 'text', {x: px(xValue), y: 378, 'text-anchor': 'middle', class: 'axis'}, short(xValue));
      drawn(svg, 'text', {x: 72, y: py(yValue) + 4, 'text-anchor': 'end', class: 'axis'}, short(yValue));
    }
    drawn(svg, 'text', {x: 400, y: 404, 'text-anchor': 'middle'}, label(data.measures[x]));
    drawn(svg, 'text', {x: 20, y: 18}, label(data.measures[y]));
    all.forEach(each => {
      const cx = px(each.values[x].mean), cy = py(each.values[y].mean);
      const w = (each.values[x].half || 0) / (xHigh - xLow) * 640, h = (each.values[y].half || 0) / (yHigh - yLow) * 330;
      const group = drawn(svg, 'g', {});
      const colour = each.index === chosen ? 'var(--mark)' : 'var(--accent)';
      drawn(group, 'path', {d: `M${cx - w} ${cy}H${cx + w}M${cx} ${cy - h}V${cy + h}`, stroke: colour});
      drawn(group, 'circle', {cx, cy, r: each.index === chosen ? 7 : 5, fill: colour});
      if (all.length <= 24) drawn(group, 'text', {x: cx + 9, y: cy - 6}, each.name);
      act(group, each);
    });
  }

  function heat() {
    const svg = byId('heat');
    svg.replaceChildren();
    const measure = Number(byId('heat-measure').value), across = KEYS[byId('heat-x').value], down = KEYS[byId('heat-y').value];
    const all = points();
    const columns = [...new Set(all.map(each => each[across]))], rows = [...new Set(all.map(each => each[down]))];
    const cells = new Map();
    all.forEach(each => {
      const key = `${columns.indexOf(each[across])} ${rows.indexOf(each[down])}`;
      if (!cells.has(key)) cells.set(key, each);
    });
    const means = [...cells.values()].map(each => each.values[measure].mean).filter(mean => mean !== null);
    const low = Math.min(...means), high = Math.max(...means), better = data.measures[measure].more;
    const w = Math.min(140, 700 / columns.length), h = 36;
    svg.setAttribute('viewBox', `0 0 900 ${60 + rows.length * h}`);
    columns.forEach((text, i) => drawn(svg, 'text', {x: 160 + (i + .5) * w, y: 24, 'text-anchor': 'middle'}, text));
    rows.forEach((text, i) => drawn(svg, 'text', {x: 150, y: 58 + i * h, 'text-anchor': 'end'}, text));
    cells.forEach((each, key) => {
      const [column, row] = key.split(' ').map(Number), mean = each.values[measure].mean;
      const part = mean === null || high === low ? .5 : (mean - low) / (high - low);
      const good = better ? part : 1 - part;
      const group = drawn(svg, 'g', {});
      drawn(group, 'rect', {x: 160 + column * w, y: 36 + row * h, width: w - 2, height: h - 2,
        fill: `hsl(${20 + 180 * good} 65% 78%)`, stroke: each.index === chosen ? 'var(--mark)' : 'none', 'stroke-width': 3});
      drawn(group, 'text', {x: 160 + (column + .5) * w, y: 58 + row * h, 'text-anchor': 'middle', style: 'fill: #1b1f27'}, short(mean));
      act(group, each);
    });
    if (cells.size < all.length) drawn(svg, 'text', {x: 160, y: 52 + rows.length * h, class: 'axis'},
      'Several settings share a cell; the first of each is shown.');
  }

  function table() {
    const body = byId('table');
    const head = document.createElement('tr');
    const cell = (row, name, text, kind) => {
      const node = document.createElement(name);
      node.textContent = text;
      if (kind) node.className = kind;
      row.append(node);
      return node;
    };
    cell(head, 'th', 'setting');
    data.measures.forEach(each => cell(head, 'th', label(each)));
    cell(head, 'th', 'command');
    body.replaceChildren(head, ...points().map(point => {
      const row = document.createElement('tr');
      if (point.index === chosen) row.className = 'chosen';
      row.setAttribute('data-point', point.index);
      row.addEventListener('click', () => choose(point));
      cell(row, 'td', point.name);
      point.values.forEach(value => {
        const text = value.mean === null ? '-' : `${short(value.mean)} ± ${short(value.half)}`;
        const change = value.change === null || point.base ? '' : ` (${value.change > 0 ? '+' : ''}${short(value.change)} ± ${short(value.changeHalf)})`;
        cell(row, 'td', text + change, value.differs ? 'differs' : '');
      });
      const command = document.createElement('code');
      command.textContent = point.command;
      cell(row, 'td', '').append(command);
      return row;
    }));
  }

  function draw() {
    scatter(byId('scatter'), Number(byId('x').value), Number(byId('y').value));
    scatter(byId('fairness'), first(each => each.tail), first(each => each.name === 'fairness'));
    heat();
    table();
  }

  fill(byId('workload'), data.workloads, 0);
  fill(byId('x'), data.measures.map(label), first(each => each.name.startsWith('throughput')));
  fill(byId('y'), data.measures.map(label), first(each => each.name.startsWith('wait')));
  fill(byId('heat-measure'), data.measures.map(label), 0);
  fill(byId('heat-x'), KEYS, 1);
  fill(byId('heat-y'), KEYS, 0);
  for (const select of document.querySelectorAll('select')) select.addEventListener('change', draw);
  draw();
})();
