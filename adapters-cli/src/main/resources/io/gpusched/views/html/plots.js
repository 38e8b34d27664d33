// The plots, drawn by uPlot. Those over time show what the timeline shows, and a range chosen in one of them moves the timeline.
gpusched.Plots = class {
  constructor(model, paint, timeline) {
    Object.assign(this, { model, paint, timeline, run: model.runs[0], plots: [] });
    this.list = document.getElementById('plot-list');
    this.setUp();
    this.make();
    new ResizeObserver(() => this.fit()).observe(this.list);
  }

  /** In a comparison, one run is looked at, and one client in all of them. */
  setUp() {
    const { model } = this, select = document.getElementById('plot-run');
    document.getElementById('plot-choice').hidden = model.runs.length < 2;
    model.runs.forEach((run) => select.append(gpusched.element('option', { value: run.index }, run.name)));
    select.addEventListener('change', () => this.choose(model.runs[select.value]));
    this.client = model.clients[0];
  }

  choose(run) {
    document.getElementById('plot-run').value = run.index;
    this.run = run;
    this.make();
  }

  /** The clients with the most jobs; more lines than that cannot be told apart. */
  clients() {
    const jobs = this.model.clients.map((client) => ({ client, n: 0 }));
    this.run.entities.forEach((entity) => { jobs[entity.client.id].n += this.run.jobsOf[entity.id].length; });
    return jobs.sort((a, b) => b.n - a.n || a.client.id - b.client.id).slice(0, gpusched.Plots.MOST_LINES).map((each) => each.client)
      .sort((a, b) => a.id - b.id);
  }

  make() {
    this.plots.forEach((each) => each.plot.destroy());
    this.plots = [];
    this.list.replaceChildren();
    const { run, model } = this, clients = this.clients();
    const lines = clients.map((client) => ({ label: client.name, colour: client.colour }));
    this.waits('Waits', 'How many of the jobs of each client waited no longer than that, from queued to running.',
      clients.map((client) => ({ label: client.name, colour: client.colour, waits: gpusched.waitsOf(run, client) })));
    if (model.runs.length > 1) this.sideBySide();
    this.overTime('GPU share', '%', lines, (nanos, window) => clients.map((client) =>
      100 * run.load('busy', 'client', client.id).mean(...this.around(nanos, window)) / run.rings.length),
      (window) => `Part of the ${run.rings.length > 1 ? 'rings' : 'ring'} that each client had, over a sliding window of ${gpusched.duration(window)}.`, { parts: 24, range: [0, 100] });
    this.overTime('Queue depth', 'jobs', lines, (nanos, window) => clients.map((client) =>
      run.load('waiting', 'client', client.id).mean(...this.around(nanos, window))), () => 'Jobs of each client that were queued and not yet on the hardware, on average.', { whole: true });
    const rings = run.rings.slice(0, gpusched.Plots.MOST_LINES);
    this.overTime('Credits in flight', 'credits', rings.flatMap((ring, i) => [
      { label: ring.name, colour: 'client-' + i }, { label: ring.name + ', limit', colour: rings.length > 1 ? 'client-' + i : 'mark', dash: [6, 4] }]),
      (nanos, window) => rings.flatMap((ring) => [run.load('held', 'ring', ring.id).mean(...this.around(nanos, window)), ring.credits]),
      () => 'How much was on each ring, against its limit.', { range: [0, Math.max(...rings.map((ring) => ring.credits)) * 1.15], whole: true });
    this.virtualTime();
    this.fit();
  }

  around(nanos, window) { return [Math.max(0, nanos - window / 2), Math.min(this.model.end, nanos + window / 2)]; }

  waits(heading, note, lines, extra) {
    const filled = lines.filter((line) => line.waits.length);
    const figure = this.figure(heading, note, extra);
    if (!filled.length) {
      figure.append(gpusched.element('p', {}, 'No job came to the ring.'));
      return;
    }
    const low = Math.min(...filled.map((line) => line.waits[Math.floor(line.waits.length / 50)]).filter((each) => each > 0));
    const least = low < Infinity ? Math.max(1e3, Math.pow(10, Math.floor(Math.log10(low)))) : 1e3, most = Math.max(least * 10, ...filled.map((line) => line.waits[line.waits.length - 1]));
    const xs = Array.from({ length: 200 }, (_, i) => least * Math.pow(most / least, i / 199));
    const data = [xs.map((x) => x / 1e6), ...filled.map((line) => xs.map((x) => 100 * gpusched.upTo(line.waits, x) / line.waits.length))];
    this.plot(figure, filled, data, { x: { time: false, distr: 3 }, y: { range: [0, 100] } }, 'ms', '%');
    figure.append(gpusched.percentiles(filled));
  }

  sideBySide() {
    const select = gpusched.element('select', { id: 'plot-client', onchange: () => {
      this.client = this.model.clients[select.value];
      this.make();
      document.getElementById('plot-client').focus();
    } }, ...this.model.clients.map((client) => gpusched.element('option', { value: client.id, selected: client === this.client && '' }, client.name)));
    const dashes = [undefined, [8, 4], [2, 3]];
    this.waits('Waits in every run', 'The same, for one client in every run. The numbers on the lines are those of the runs; point at a line to see it alone.', this.model.runs.map((run, i) => ({
      label: `${i + 1} ${run.name}`, number: String(i + 1), colour: 'client-' + i % 8, dash: dashes[Math.floor(i / 8) % 3], waits: gpusched.waitsOf(run, this.client),
    })), gpusched.element('label', {}, 'Client ', select));
  }

  /** Draws lines over what the timeline shows; each point is the average over a part of it. */
  overTime(heading, unit, lines, levels, note, { parts = gpusched.Plots.POINTS, range, whole = false } = {}) {
    const figure = this.figure(heading, '');
    const data = () => {
      const { from, to } = this.timeline.view, start = Math.max(0, from), end = Math.min(this.model.end, to);
      const step = (end - start) / gpusched.Plots.POINTS, window = gpusched.Plots.round((end - start) / parts);
      figure.querySelector('figcaption').textContent = note(window);
      const xs = Array.from({ length: gpusched.Plots.POINTS + 1 }, (_, i) => start + i * step);
      const rows = xs.map((x) => levels(x, window));
      return [xs.map((x) => x / 1e6), ...lines.map((_, k) => rows.map((row) => row[k]))];
    };
    const scales = { x: { time: false }, y: { range: (plot, least, most) => range || [Math.min(0, least), Math.max(1, most * 1.05)] } };
    this.plot(figure, lines, data(), scales, 'ms', unit, { refresh: data, whole });
  }

  /** The keys by which fair chose: smallest first. They stand still while an entity has no job chosen. */
  virtualTime() {
    const { run } = this, fair = run.rings.some((ring) => ring.policy === 'fair');
    const entities = fair ? run.entities.filter((each) => run.jobsOf[each.id].some((job) => !isNaN(run.key[job]))) : [];
    if (!entities.length) return;
    const most = entities.sort((a, b) => run.jobsOf[b.id].length - run.jobsOf[a.id].length).slice(0, gpusched.Plots.MOST_LINES);
    const tracks = most.map((entity) => {
      const jobs = run.jobsOf[entity.id].filter((job) => !isNaN(run.key[job])).sort((a, b) => run.run[a] - run.run[b]);
      return { at: Float64Array.from(jobs, (job) => run.run[job]), keys: jobs.map((job) => run.key[job] / 1e6) };
    });
    this.overTime('Virtual run time', 'ms', most.map((entity, i) => ({ label: entity.label, colour: most.length > 1 && most[0].name === most[1].name ? 'client-' + i : entity.client.colour })),
      (nanos) => tracks.map((track) => {
        const k = gpusched.upTo(track.at, nanos);
        return k ? track.keys[k - 1] : null;
      }), () => 'The virtual run time by which fair chose each entity; the smallest is next.');
  }

  figure(heading, note, extra) {
    const figure = gpusched.element('figure', {}, gpusched.element('h3', {}, heading), gpusched.element('figcaption', {}, note), ...(extra ? [extra] : []));
    this.list.append(figure);
    return figure;
  }

  plot(figure, lines, data, scales, xUnit, yUnit, { refresh, whole } = {}) {
    const { paint } = this, soft = paint.colour('soft'), rule = { stroke: paint.colour('rule'), width: 1 };
    const axis = { stroke: soft, grid: rule, ticks: rule, font: '11px system-ui, sans-serif', labelFont: '11px system-ui, sans-serif', labelSize: 16, labelGap: 2 };
    const number = (value) => value === null || value === undefined ? '' : gpusched.significant(Number(value));
    const x = (value) => value === null || value === undefined ? '' : `at ${gpusched.significant(Number(value))} ${xUnit}`;
    const box = gpusched.element('div', { 'aria-hidden': 'true' });
    figure.append(box);
    const plot = new uPlot({
      width: this.columnWidth(), height: 220, scales,
      cursor: { drag: { x: Boolean(refresh), y: false, setScale: false }, sync: refresh ? { key: 'time' } : undefined, points: { size: 6 }, focus: { prox: lines.length > 3 ? 24 : -1 } },
      axes: [
        { ...axis, size: 38, label: xUnit, values: scales.x.distr ? (u, ticks) => ticks.map((each) => Number.isInteger(Math.log10(each) + 1e-9 | 0) && Math.abs(Math.log10(each) - Math.round(Math.log10(each))) < 1e-9 ? String(each) : '') : undefined },
        { ...axis, size: 52, label: yUnit, incrs: whole ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] : undefined }],
      focus: { alpha: 0.2 },
      series: [{ label: '\u00a0', value: (u, value) => x(value) },
        ...lines.map((line) => ({ label: line.label, stroke: paint.colour(line.colour), width: 1.75, dash: line.dash, points: { show: false }, value: (u, value) => number(value) }))],
      plugins: lines.some((line) => line.number) ? [this.numbers(lines)] : [],
      hooks: refresh ? { setSelect: [(u) => {
        if (u.select.width < 3) return;
        const from = u.posToVal(u.select.left, 'x') * 1e6, to = u.posToVal(u.select.left + u.select.width, 'x') * 1e6;
        u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        this.timeline.move(from, to);
      }] } : {},
    }, data, box);
    this.plots.push({ plot, refresh });
  }

  /** Writes the number of each line on it, each at another height, so that lines can be told apart without colours. */
  numbers(lines) {
    return { hooks: { draw: (u) => {
      const pen = u.ctx, scale = window.devicePixelRatio || 1;
      pen.save();
      pen.font = `${10 * scale}px system-ui, sans-serif`;
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      lines.forEach((line, i) => {
        const wanted = 10 + 80 * (i + 0.5) / lines.length, at = u.data[i + 1].findIndex((each) => each >= wanted);
        if (!line.number || at < 0) return;
        const x = u.valToPos(u.data[0][at], 'x', true), y = u.valToPos(u.data[i + 1][at], 'y', true);
        pen.fillStyle = this.paint.colour(line.colour);
        pen.beginPath();
        pen.arc(x, y, 7.5 * scale, 0, 7);
        pen.fill();
        pen.fillStyle = gpusched.inkOn(this.paint.colour(line.colour));
        pen.fillText(line.number, x, y);
      });
      pen.restore();
    } } };
  }

  columnWidth() {
    const figure = this.list.querySelector('figure');
    return Math.max(200, figure ? figure.clientWidth : 400);
  }

  fit() {
    const wide = this.columnWidth();
    this.plots.forEach(({ plot }) => { if (plot.width !== wide) plot.setSize({ width: wide, height: 220 }); });
  }

  /** The timeline shows another range. */
  follow() { this.plots.forEach(({ plot, refresh }) => { if (refresh) plot.setData(refresh()); }); }
};

/** Returns the next round number: 1, 2 or 5 with zeros. */
gpusched.Plots.round = function (value) {
  const power = Math.pow(10, Math.floor(Math.log10(value)));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= value * 0.999);
};
gpusched.Plots.MOST_LINES = 8;
gpusched.Plots.POINTS = 300;

/** Returns the waits of the jobs of a client, from queued to running, sorted. */
gpusched.waitsOf = function (run, client) {
  const waits = [];
  run.entities.filter((entity) => entity.client === client).forEach((entity) => run.jobsOf[entity.id].forEach((job) => {
    if (!isNaN(run.start[job])) waits.push(run.start[job] - run.queued[job]);
  }));
  return Float64Array.from(waits).sort();
};

gpusched.percentiles = function (lines) {
  const at = [50, 90, 99, 99.9], cell = (nanos) => gpusched.element('td', {}, gpusched.significant(nanos / 1e6));
  return gpusched.element('div', { class: 'wide' }, gpusched.element('table', { class: 'sortable' },
    gpusched.element('thead', {}, gpusched.element('tr', {}, gpusched.element('th', { class: 'first', scope: 'col' }, 'ms'),
      ...['jobs', ...at.map((each) => 'p' + each), 'max'].map((each) => gpusched.element('th', { scope: 'col' }, each)))),
    gpusched.element('tbody', {}, ...lines.map((line) => gpusched.element('tr', {},
      gpusched.element('th', { class: 'first', scope: 'row' }, line.label), gpusched.element('td', {}, String(line.waits.length)),
      ...at.map((each) => cell(line.waits[Math.min(line.waits.length - 1, Math.floor(each * line.waits.length / 100))])),
      cell(line.waits[line.waits.length - 1]))))));
};
