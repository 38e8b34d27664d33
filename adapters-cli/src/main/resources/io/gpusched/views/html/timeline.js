// The timeline: what is drawn where, and how it is moved. Only what can be seen is drawn: bars while they are few enough for the
// row, else how much waits and how much runs at each pixel.
gpusched.Timeline = class {
  constructor(model, paint, listener) {
    Object.assign(this, { model, paint, listener });
    this.box = document.getElementById('timeline');
    this.canvas = document.getElementById('bars');
    this.gutter = document.getElementById('gutter');
    this.axis = document.getElementById('axis');
    this.overview = document.getElementById('overview');
    this.cache = new Map();
    this.model.runs.forEach((run) => gpusched.rowsOf([run], this.cache));
    this.selected = null;
    this.drawn = 0;
    this.whole = false;
    this.view = this.firstView();
    this.show(model.runs);
    this.moves = new gpusched.Moves(this);
    new ResizeObserver(() => this.invalidate()).observe(this.box);
    this.box.addEventListener('scroll', () => this.invalidate());
  }

  /** A long run opens at its beginning, where single jobs can be seen. */
  firstView() {
    const { show, runs, end } = this.model;
    if (show) return { from: show[0], to: show[1] };
    const long = runs.find((run) => run.length > gpusched.Timeline.JOBS_AT_FIRST * 2);
    return long ? { from: 0, to: Math.max(long.over[gpusched.Timeline.JOBS_AT_FIRST], 1) } : { from: 0, to: end };
  }

  show(runs) {
    this.runs = runs;
    const { rows, height } = gpusched.rowsOf(runs, this.cache);
    this.rows = rows;
    this.height = height;
    document.getElementById('stage').style.height = height + 'px';
    this.gutter.style.height = height + 'px';
    this.gutter.replaceChildren(...rows.map((row) => this.label(row)));
    this.invalidate();
  }

  label(row) {
    const element = gpusched.element('li', { class: row.kind, style: `top:${row.top}px;height:${row.height}px`, title: row.note || row.label });
    if (row.kind === 'entity') {
      const swatch = gpusched.element('span', { class: 'swatch', 'aria-hidden': 'true' });
      swatch.style.background = `var(--${row.run.entities[row.id].client.colour})`;
      element.append(swatch);
    }
    element.append(gpusched.element('span', { class: 'name' }, row.label));
    if (row.note) element.append(gpusched.element('span', { class: 'note' }, row.note));
    return element;
  }

  invalidate() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** Moves the view, not past the ends of the run, nor closer than a few nanoseconds. */
  move(from, to) {
    const all = this.model.end, margin = Math.min((to - from) * 0.02, all * 0.02);
    const span = Math.min(Math.max(to - from, 50), all + 2 * margin);
    const start = Math.min(Math.max(from, -margin), all + margin - span);
    this.view = { from: start, to: start + span };
    this.invalidate();
    this.listener.moved(this.view);
  }

  zoom(factor, at) {
    const { from, to } = this.view;
    const centre = at === undefined ? (from + to) / 2 : at;
    this.move(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  select(run, job, look) {
    this.selected = run && { run, job, id: run.id[job] };
    if (run && look) this.reveal(run, job);
    this.invalidate();
    this.listener.selected(run, job);
  }

  /** Brings a job into view, in time and in height. */
  reveal(run, job) {
    const from = run.queued[job], to = run.over[job], span = this.view.to - this.view.from;
    if (to < this.view.from + span * 0.05 || from > this.view.to - span * 0.05 || (to - from < span && (from < this.view.from || to > this.view.to))) {
      const middle = (from + to) / 2, wanted = Math.max(span, (to - from) * 1.2);
      this.move(middle - wanted / 2, middle + wanted / 2);
    }
    const row = this.rowOf(run, 'entity', run.entity[job]);
    if (row && (row.top < this.box.scrollTop || row.top + row.height > this.box.scrollTop + this.box.clientHeight)) {
      this.box.scrollTop = row.top - this.box.clientHeight / 3;
    }
  }

  rowOf(run, kind, id) { return this.rows.find((row) => row.run === run && row.kind === kind && row.id === id); }

  x(nanos) { return ((nanos - this.view.from) / (this.view.to - this.view.from)) * this.width; }
  nanos(x) { return this.view.from + (x / this.width) * (this.view.to - this.view.from); }

  draw() {
    const scale = window.devicePixelRatio || 1;
    this.width = this.canvas.clientWidth;
    this.box.parentElement.style.setProperty('--bar-width', this.box.offsetWidth - this.box.clientWidth - 2 + 'px');
    const high = this.whole ? this.height : Math.min(this.height, Math.max(this.box.clientHeight, gpusched.Timeline.HIGHEST_CANVAS));
    this.canvas.style.height = high + 'px';
    this.pen = gpusched.pen(this.canvas, this.width, high, scale);
    this.scale = scale;
    this.drawn = 0;
    const top = this.whole ? 0 : Math.min(this.box.scrollTop, Math.max(0, this.height - high));
    this.pen.translate(0, -top);
    const seen = this.rows.filter((row) => row.top + row.height >= top && row.top <= top + high);
    this.ticks = gpusched.ticks(this.view, Math.max(2, this.width / 110));
    this.grid(top, high);
    const most = Math.max(200, gpusched.Timeline.MOST_BARS / Math.max(1, seen.length));
    const bars = new gpusched.Bars(this);
    seen.forEach((row) => bars.row(row, row.kind !== 'run' && row.count(this.view.from, this.view.to) > most));
    bars.selection();
    this.drawn = bars.drawn;
    new gpusched.Head(this).draw(scale);
  }

  grid(top, high) {
    const pen = this.pen;
    pen.fillStyle = this.paint.colour('rule');
    this.ticks.forEach((tick) => pen.fillRect(Math.round(this.x(tick.nanos)), top, 1, high));
    this.rows.forEach((row) => {
      if (row.kind === 'run') {
        pen.fillStyle = this.paint.colour('raised');
        pen.fillRect(0, row.top, this.width, row.height);
      }
      pen.fillStyle = this.paint.colour(row.kind === 'run' ? 'line' : 'rule');
      pen.fillRect(0, row.top, this.width, 1);
    });
  }
};
gpusched.Timeline.MOST_BARS = 12000;
gpusched.Timeline.HIGHEST_CANVAS = 1600;   // rows beyond that are drawn when they are scrolled to
gpusched.Timeline.JOBS_AT_FIRST = 60;

/** Returns round times between two times, about as many as asked for, with their labels. */
gpusched.ticks = function (view, about) {
  const raw = (view.to - view.from) / about, power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw);
  const [unit, factor] = step >= 1e8 ? ['s', 1e9] : step >= 1e3 ? ['ms', 1e6] : ['µs', 1e3];
  const digits = Math.max(0, -Math.floor(Math.log10(step / factor) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(view.from / step); k * step <= view.to; k++) {
    ticks.push({ nanos: k * step, label: (k * step / factor).toFixed(digits) + ' ' + unit });
  }
  return ticks;
};
