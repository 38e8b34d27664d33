// The timeline: what is drawn where, and how it is moved. Only what can be seen is drawn: bars while they are few enough for the
// row, else how much waits and how much runs at each pixel.
gpusched.Timeline = class {
  constructor(model, paint, listener) {
    Object.assign(this, { model, paint, listener });
    ['timeline', 'bars', 'gutter', 'pins', 'axis', 'overview', 'stage'].forEach((id) => { this[id] = document.getElementById(id); });
    this.box = this.timeline;
    this.canvas = this.bars;
    this.layout = new gpusched.Layout(model);
    this.head = new gpusched.Head(this);
    this.selected = null;
    this.area = null;
    this.ruler = null;
    this.drawn = 0;
    this.frames = 0;
    this.whole = false;
    const { show, story, end } = model;
    this.view = show || story ? this.between(...(show || story.show)) : { from: 0, to: end };
    this.show(model.runs);
    this.moves = new gpusched.Moves(this);
    new ResizeObserver(() => this.invalidate()).observe(this.box);
    this.box.addEventListener('scroll', () => this.invalidate());
  }

  between(from, to) { return { from, to: Math.max(to, from + 50) }; }

  show(runs) {
    this.runs = runs;
    this.layOut();
  }

  /** Puts the rows into their places. */
  layOut() {
    Object.assign(this, this.layout.of(this.runs));
    this.stage.style.height = this.gutter.style.height = this.height + 'px';
    this.gutter.style.marginTop = -this.pinnedHeight + 'px';
    this.pins.style.height = this.pinnedHeight + 'px';
    this.pins.replaceChildren(...this.rows.filter((row) => row.pinned).map((row) => this.label(row)));
    this.gutter.replaceChildren(...this.rows.filter((row) => !row.pinned).map((row) => this.label(row)));
    this.invalidate();
  }

  label(row) {
    const { element } = gpusched, act = (does) => (event) => { event.stopPropagation(); does(); this.layOut(); };
    const item = element('li', { class: row.kind, style: `top:${row.top}px;height:${row.height}px`, 'data-key': `${row.run.index}/${row.key}`,
      title: row.kind === 'run' ? '' : `${row.label}${row.note ? ': ' + row.note : ''}. Drag to move the row.` });
    const isRun = row.kind === 'run', name = isRun ? `run ${row.label}` : `row ${row.label}`;
    item.append(element('button', { type: 'button', class: 'fold', tabindex: isRun ? 0 : -1, 'aria-expanded': String(!row.folded), 'aria-label': `${row.folded ? 'Unfold' : 'Fold'} ${name}`,
      onclick: act(() => {
        if (!isRun) row.folded = !row.folded;
        else if (!this.layout.foldedRuns.delete(row.run)) this.layout.foldedRuns.add(row.run);
      }) }, row.folded ? '\u25b8' : '\u25be'));
    if (isRun) item.append(element('span', { class: 'badge' }, String(row.run.index + 1)));
    if (row.kind === 'entity') {
      const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
      swatch.style.background = `var(--${row.run.entities[row.id].client.colour})`;
      item.append(swatch);
    }
    if (row.pinned && this.model.runs.length > 1) item.append(element('span', { class: 'badge' }, String(row.run.index + 1)));
    item.append(element('span', { class: 'name' }, row.label));
    if (row.note) item.append(element('span', { class: 'note' }, row.note));
    if (!isRun) item.append(element('button', { type: 'button', class: 'pin', tabindex: -1, 'aria-pressed': String(row.pinned), 'aria-label': `Pin ${name} to the top`, title: 'Pin to the top',
      onclick: act(() => this.layout.pin(row)) }, '\u2912'));
    return item;
  }

  /** Returns the row of an item beside the timeline. */
  rowOfItem(item) {
    return item && this.rows.find((row) => item.dataset.key === `${row.run.index}/${row.key}`);
  }

  invalidate() {
    if (this.moves) this.moves.hideTip();
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** Moves the view, not past the ends of the run, nor closer than a few nanoseconds. */
  move(from, to) {
    const all = this.model.end, span = Math.min(Math.max(to - from, 50), all), margin = span * gpusched.Timeline.MARGIN;
    if (span >= all) this.view = { from: -margin, to: all + margin };
    else {
      const start = Math.min(Math.max(from, -margin), all + margin - span);
      this.view = { from: start, to: start + span };
    }
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
    if (run) this.area = null;
    if (run && look) this.reveal(run, job);
    this.invalidate();
    this.listener.selected(run, job);
  }

  /** Selects a time and some rows; no area if there are none. */
  mark(area) {
    this.area = area;
    if (area) this.selected = null;
    this.invalidate();
    this.listener.marked(area);
  }

  /** Brings a job into view, in time and in height. */
  reveal(run, job) {
    const from = run.queued[job], to = run.over[job], span = this.view.to - this.view.from;
    const isInView = from >= this.view.from && to <= this.view.to, isLong = to - from >= span;
    if (!isInView && !(isLong && from < this.view.to - span * 0.05 && to > this.view.from + span * 0.05)) {
      const middle = (from + to) / 2, wanted = Math.max(span, (to - from) * 1.2);
      this.move(middle - wanted / 2, middle + wanted / 2);
    }
    const row = this.rowOf(run, 'entity', run.entity[job]);
    if (!row || row.pinned) return;
    const top = row.top - this.pinnedHeight;
    if (top < this.box.scrollTop || top + row.height > this.box.scrollTop + this.box.clientHeight - this.pinnedHeight) {
      this.box.scrollTop = top - this.box.clientHeight / 3;
    }
  }

  rowOf(run, kind, id) { return this.rows.find((row) => row.run === run && row.kind === kind && row.id === id); }

  x(nanos) { return ((nanos - this.view.from) / (this.view.to - this.view.from)) * this.width; }
  nanos(x) { return this.view.from + (x / this.width) * (this.view.to - this.view.from); }

  /** Returns how far below its place a row is drawn: rows that are not pinned scroll. */
  shiftOf(row) { return row.pinned ? 0 : -this.scroll; }

  /** Returns the row at a height of the canvas. */
  rowAt(y) {
    const pinned = this.rows.find((row) => row.pinned && y >= row.top && y < row.top + row.height);
    return pinned || this.rows.find((row) => !row.pinned && y + this.scroll >= row.top && y + this.scroll < row.top + row.height);
  }

  draw() {
    const scale = window.devicePixelRatio || 1;
    this.scale = scale;
    this.width = this.canvas.clientWidth;
    this.box.parentElement.style.setProperty('--bar-width', this.box.offsetWidth - this.box.clientWidth - 2 + 'px');
    const high = this.whole ? this.height : Math.min(this.height, this.box.clientHeight);
    this.canvas.style.height = high + 'px';
    const pen = this.pen = gpusched.pen(this.canvas, this.width, high, scale);
    this.pixels = gpusched.Pixels.for(this.pixels, this.canvas, scale, this.paint.ink('paper'));
    this.scroll = this.whole ? 0 : Math.min(this.box.scrollTop, Math.max(0, this.height - high));
    this.ticks = gpusched.ticks(this.view, Math.max(2, this.width / 110));
    const seen = this.rows.filter((row) => row.pinned || (row.top + row.height > this.pinnedHeight + this.scroll && row.top < this.scroll + high));
    const most = Math.max(150, gpusched.Timeline.MOST_BARS / Math.max(1, seen.length)), bars = new gpusched.Bars(this);
    [true, false].forEach((pinned) => {
      this.pixels.clip(pinned ? 0 : this.pinnedHeight, pinned ? this.pinnedHeight : high);
      const rows = seen.filter((row) => row.pinned === pinned || (row.kind === 'run' && !pinned));
      this.grid(rows, high);
      rows.forEach((row) => bars.row(row, row.kind !== 'run' && (row.folded || row.count(this.view.from, this.view.to) > most)));
    });
    this.pixels.put(pen);
    bars.ink(seen, high);
    this.drawn = bars.drawn;
    this.head.draw(scale);
    this.frames++;
  }

  grid(rows, high) {
    const { pixels, paint } = this;
    const first = this.pixels.top / this.scale, last = this.pixels.bottom / this.scale;
    if (last <= first) return;
    this.ticks.forEach((tick) => pixels.fill(paint.ink('rule'), Math.round(this.x(tick.nanos)), Math.round(this.x(tick.nanos)) + 1, first, last - first));
    rows.forEach((row) => {
      const y = row.top + this.shiftOf(row);
      if (row.kind === 'run' || row.pinned) pixels.fill(paint.ink('raised'), 0, this.width, y, row.height);
      pixels.fill(paint.ink(row.kind === 'run' ? 'line' : 'rule'), 0, this.width, y, 1);
    });
    if (this.pinnedHeight && rows.some((row) => row.pinned)) pixels.fill(paint.ink('accent'), 0, this.width, this.pinnedHeight - 2, 2);
  }
};
gpusched.Timeline.MOST_BARS = 8000;
gpusched.Timeline.MARGIN = 0.005;   // of what is seen, so that a bar at an end of the run is not cut

/** Returns round times between two times, about as many as asked for, with their labels: milliseconds with as many decimals as tell them apart. */
gpusched.ticks = function (view, about) {
  const raw = (view.to - view.from) / about, power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw);
  const digits = Math.max(0, -Math.floor(Math.log10(step / 1e6) + 1e-9)), ticks = [];
  for (let k = Math.ceil(view.from / step); k * step <= view.to; k++) ticks.push({ nanos: k * step, label: (k * step / 1e6).toFixed(digits) });
  return ticks;
};
