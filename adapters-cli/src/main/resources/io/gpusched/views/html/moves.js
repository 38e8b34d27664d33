// Hands on the timeline: mouse, wheel, touch and keys.
gpusched.Moves = class {
  constructor(timeline) {
    this.timeline = timeline;
    this.tip = gpusched.element('div', { class: 'tip', hidden: '' });
    this.cross = gpusched.element('div', { class: 'cross', hidden: '' });
    document.body.append(this.tip);
    timeline.stage.append(this.cross);
    this.held = new Map();
    const { canvas, box } = timeline;
    box.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => this.down(event));
    canvas.addEventListener('pointermove', (event) => this.over(event));
    canvas.addEventListener('pointerup', (event) => this.up(event));
    canvas.addEventListener('pointercancel', () => { this.grip = null; });
    canvas.addEventListener('pointerleave', () => { this.pointer = null; this.hideTip(); this.cross.hidden = true; });
    canvas.addEventListener('dblclick', (event) => timeline.zoom(0.4, timeline.nanos(event.offsetX)));
    document.addEventListener('keydown', (event) => this.key(event));
    document.addEventListener('keyup', (event) => this.held.delete(event.code));
    window.addEventListener('blur', () => this.held.clear());
    [timeline.gutter, timeline.pins].forEach((list) => list.addEventListener('pointerdown', (event) => this.lift(event)));
    this.overview(timeline.overview);
  }

  // ---- the overview: drag beside the window to choose another, in it to move it, at its edges to resize it ----

  overview(canvas) {
    const { timeline } = this, nanos = (event) => Math.max(0, Math.min(1, event.offsetX / canvas.clientWidth)) * timeline.model.end;
    const place = (event) => {
      const wide = canvas.clientWidth / timeline.model.end, x0 = timeline.view.from * wide, x1 = timeline.view.to * wide, x = event.offsetX;
      if (Math.abs(x - x0) < 6) return 'from';
      if (Math.abs(x - x1) < 6) return 'to';
      return x > x0 && x < x1 && x1 - x0 < canvas.clientWidth - 4 ? 'window' : 'new';
    };
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.range = { part: place(event), at: nanos(event), x: event.offsetX, view: timeline.view };
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!this.range) {
        canvas.style.cursor = { from: 'ew-resize', to: 'ew-resize', window: 'grab', new: 'crosshair' }[place(event)];
        return;
      }
      const { part, at, x, view } = this.range, now = nanos(event);
      if (Math.abs(event.offsetX - x) < 3) return;
      if (part === 'window') timeline.move(view.from + now - at, view.to + now - at);
      else {
        const fixed = part === 'from' ? view.to : part === 'to' ? view.from : at;
        timeline.move(Math.min(fixed, now), Math.max(fixed, now));
      }
    });
    canvas.addEventListener('pointerup', (event) => {
      const half = (timeline.view.to - timeline.view.from) / 2;
      if (this.range && Math.abs(event.offsetX - this.range.x) < 3) timeline.move(this.range.at - half, this.range.at + half);
      this.range = null;
    });
  }

  // ---- rows: drag a name to move its row ----

  lift(event) {
    const { timeline } = this, item = event.target.closest('li'), row = timeline.rowOfItem(item);
    if (event.button !== 0 || event.target.closest('button') || !row || row.kind === 'run' || row.pinned) return;
    const follow = (moved) => {
      if (Math.abs(moved.clientY - event.clientY) < 5) return;
      const under = timeline.rowOfItem(document.elementsFromPoint(event.clientX, moved.clientY).map((each) => each.closest('li')).find(Boolean));
      if (under && under !== row && !under.pinned) {
        timeline.layout.move(row, under);
        timeline.layOut();
      }
    };
    const drop = () => {
      document.removeEventListener('pointermove', follow);
      document.removeEventListener('pointerup', drop);
    };
    document.addEventListener('pointermove', follow);
    document.addEventListener('pointerup', drop);
  }

  // ---- the rows' canvas ----

  wheel(event) {
    const { timeline } = this;
    this.hideTip();
    if (event.ctrlKey || event.metaKey || event.altKey) {
      event.preventDefault();
      const x = event.clientX - timeline.canvas.getBoundingClientRect().left;
      timeline.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006), timeline.nanos(x));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.pan((event.deltaX || event.deltaY) / timeline.width);
    }
  }

  /** Moves by a part of what is seen. */
  pan(part) {
    const { from, to } = this.timeline.view, by = (to - from) * part;
    this.timeline.move(from + by, to + by);
  }

  /** Where the pointer is on the canvas. */
  place(event) {
    const box = this.timeline.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    return { x, y, nanos: this.timeline.nanos(x) };
  }

  down(event) {
    if (event.button !== 0) return;
    const { timeline } = this, place = this.place(event);
    const act = this.measuring || event.altKey ? 'ruler' : event.shiftKey ? 'area' : 'pan';
    this.grip = { act, x: event.clientX, y: event.clientY, place, view: timeline.view, scroll: timeline.box.scrollTop, moved: false };
    if (act === 'ruler') {
      const at = this.snapped(place);
      timeline.ruler = { from: at, to: at, y: place.y };
      timeline.invalidate();
    }
    timeline.canvas.setPointerCapture(event.pointerId);
  }

  over(event) {
    const { timeline, grip } = this;
    this.pointer = this.place(event);
    this.cross.hidden = false;
    this.cross.style.transform = `translateX(${Math.round(this.pointer.x)}px)`;
    if (!grip) return this.hover(event);
    const dx = event.clientX - grip.x, dy = event.clientY - grip.y;
    if (!grip.moved && Math.hypot(dx, dy) < 4) return;
    grip.moved = true;
    this.hideTip();
    if (grip.act === 'ruler') {
      Object.assign(timeline.ruler, { to: this.snapped(this.pointer), y: this.pointer.y });
      timeline.invalidate();
    } else if (grip.act === 'area') {
      timeline.area = this.areaTo(this.pointer);
      timeline.invalidate();
    } else {
      timeline.canvas.classList.add('panning');
      const by = (dx / timeline.width) * (grip.view.to - grip.view.from);
      timeline.move(grip.view.from - by, grip.view.to - by);
      if (event.pointerType === 'mouse') timeline.box.scrollTop = grip.scroll - dy;
    }
  }

  up(event) {
    const { timeline, grip } = this;
    this.grip = null;
    timeline.canvas.classList.remove('panning');
    if (!grip) return;
    if (grip.act === 'ruler') {
      this.measuring = false;
      timeline.canvas.classList.remove('measuring');
      if (timeline.ruler.from === timeline.ruler.to) timeline.ruler = null;
      else timeline.listener.told(`From ${gpusched.moment(timeline.ruler.from, timeline.ruler.to - timeline.ruler.from)} ms: ${gpusched.duration(Math.abs(timeline.ruler.to - timeline.ruler.from))}`);
      timeline.invalidate();
    } else if (grip.moved && grip.act === 'area') {
      timeline.mark(timeline.area);
    } else if (!grip.moved) {
      const hit = this.hit(event);
      if (hit && hit.job >= 0) timeline.select(hit.row.run, hit.job, false);
    }
  }

  /** The area from where the pointer was pressed to where it is: whole rows, and the time between. */
  areaTo(place) {
    const { timeline, grip } = this, low = Math.min(grip.place.y, place.y), high = Math.max(grip.place.y, place.y);
    const rows = timeline.rows.filter((row) => {
      const top = row.top + timeline.shiftOf(row);
      return row.kind !== 'run' && top < high && top + row.height > low && (row.pinned || top + row.height > timeline.pinnedHeight);
    });
    return { from: Math.max(0, Math.min(grip.place.nanos, place.nanos)), to: Math.min(timeline.model.end, Math.max(grip.place.nanos, place.nanos)), rows };
  }

  /** A ruler begins and ends at what a job did, if that is near. */
  snapped({ x, y, nanos }) {
    const { timeline } = this, row = timeline.rowAt(y), reach = 7 * (timeline.view.to - timeline.view.from) / timeline.width;
    if (!row || row.kind === 'run') return nanos;
    const job = row.jobAt(nanos, y - timeline.shiftOf(row), reach);
    if (job < 0) return nanos;
    const { run } = row, near = [run.queued[job], run.run[job], run.start[job], run.over[job]].filter((each) => Math.abs(each - nanos) < reach);
    return near.sort((a, b) => Math.abs(a - nanos) - Math.abs(b - nanos))[0] ?? nanos;
  }

  /** What is under the pointer: a row, and a job or a mark in it. */
  hit(event) {
    const { timeline } = this, { x, y, nanos } = this.place(event), row = timeline.rowAt(y);
    if (!row || row.kind === 'run') return null;
    const reach = 3 * (timeline.view.to - timeline.view.from) / timeline.width, inRow = y - timeline.shiftOf(row);
    const mark = inRow < row.top + 12 ? row.marks.find((each) => Math.abs(each.nanos - nanos) < 2 * reach) : undefined;
    return { row, mark, job: row.jobAt(nanos, inRow, reach) };
  }

  hover(event) {
    const { timeline } = this, hit = this.hit(event), text = hit && this.text(hit);
    timeline.canvas.classList.toggle('over-job', Boolean(hit && hit.job >= 0));
    this.tip.hidden = !text;
    if (!text) return;
    this.tip.textContent = text;
    const chart = timeline.box.getBoundingClientRect();
    const left = Math.max(chart.left, Math.min(event.clientX + 14, chart.right - this.tip.offsetWidth - 4));
    const below = event.clientY + 16, fits = below + this.tip.offsetHeight < window.innerHeight;
    this.tip.style.left = left + 'px';
    this.tip.style.top = (fits ? below : event.clientY - this.tip.offsetHeight - 10) + 'px';
  }

  hideTip() { this.tip.hidden = true; }

  text({ row: { run }, mark, job }) {
    if (mark) return `At ${gpusched.moment(mark.nanos, this.timeline.view.to - this.timeline.view.from)} ms: ${mark.text}`;
    if (job < 0) return '';
    const wait = (isNaN(run.start[job]) ? run.over[job] : run.start[job]) - run.queued[job];
    const worked = isNaN(run.start[job]) ? 'never running' : 'running ' + gpusched.duration(run.over[job] - run.start[job]);
    return `${gpusched.jobName(run, job)}: wait ${gpusched.duration(wait)}, ${worked}` + (run.errors.has(job) ? `, ${run.errors.get(job)}` : '');
  }

  // ---- keys ----

  /** Keys are for the timeline if it has the focus; letters also if nothing has it. */
  isMine(event) {
    const { target } = event, letters = event.key.length === 1;
    return target === this.timeline.box || (letters && (target === document.body || target.id === 'panel'));
  }

  key(event) {
    const { timeline } = this, span = timeline.view.to - timeline.view.from;
    if (event.ctrlKey || event.metaKey || document.querySelector('dialog[open]') || !this.isMine(event)) return;
    this.hideTip();
    if (event.altKey) return this.altKey(event);
    const keys = {
      '+': () => timeline.zoom(0.5), '=': () => timeline.zoom(0.5), '-': () => timeline.zoom(2), '_': () => timeline.zoom(2),
      ArrowLeft: () => this.pan(-0.15), ArrowRight: () => this.pan(0.15),
      Home: () => timeline.move(0, span), End: () => timeline.move(timeline.model.end - span, timeline.model.end),
      0: () => timeline.move(0, timeline.model.end),
      w: () => this.hold(event), a: () => this.hold(event), s: () => this.hold(event), d: () => this.hold(event),
      n: () => this.walk(1), p: () => this.walk(-1), ArrowUp: () => this.climb(-1), ArrowDown: () => this.climb(1),
      m: () => this.toMark(1), M: () => this.toMark(-1),
      v: () => timeline.mark({ from: Math.max(0, timeline.view.from), to: Math.min(timeline.model.end, timeline.view.to), rows: timeline.rows.filter((row) => row.kind !== 'run') }),
      r: () => this.measure(), i: () => this.withRow((row) => timeline.layout.pin(row)), c: () => this.withRow((row) => { row.folded = !row.folded; }),
      C: () => this.foldAll(), h: () => timeline.listener.panel(), f: () => this.closeUp(), Enter: () => this.closeUp(), Escape: () => this.letGo(),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  altKey(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.withRow((row) => this.timeline.layout.step(row, by));
  }

  /** W and S zoom, A and D pan: a little at once, then as long as the key is held. */
  hold(event) {
    if (event.repeat || this.held.has(event.code)) return;
    this.held.set(event.code, event.key);
    this.go(event.key, 1);
    if (this.held.size > 1) return;
    let last = performance.now() + 120;
    const step = (now) => {
      if (!this.held.size) return;
      if (now > last) {
        this.held.forEach((key) => this.go(key, (now - last) / 120));
        last = now;
      }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  go(key, much) {
    const { timeline } = this, zoom = (factor) => timeline.zoom(Math.pow(factor, much), this.pointer ? timeline.nanos(this.pointer.x) : undefined);
    ({ w: () => zoom(0.8), s: () => zoom(1.25), a: () => this.pan(-0.1 * much), d: () => this.pan(0.1 * much) })[key]();
  }

  /** The row of the selected job, or the one under the pointer. */
  withRow(act) {
    const { timeline } = this, { selected } = timeline;
    const row = selected ? timeline.rowOf(selected.run, 'entity', selected.run.entity[selected.job]) : this.pointer && timeline.rowAt(this.pointer.y);
    if (!row || row.kind === 'run') return timeline.listener.told('Select a job first: the key is about its row.');
    act(row);
    timeline.layOut();
  }

  foldAll() {
    const rows = this.timeline.rows.filter((row) => row.kind !== 'run'), folded = !rows.every((row) => row.folded);
    rows.forEach((row) => { row.folded = folded; });
    this.timeline.layOut();
  }

  measure() {
    this.measuring = !this.measuring;
    this.timeline.canvas.classList.toggle('measuring', this.measuring);
    this.timeline.listener.told(this.measuring ? 'Drag from one point to another to measure.' : '');
  }

  letGo() {
    const { timeline } = this;
    if (this.measuring) this.measure();
    timeline.ruler = null;
    timeline.area = null;
    timeline.select(null);
  }

  /** To the next job of the same entity, or to the first one in view. */
  walk(step) {
    const { timeline } = this, chosen = timeline.selected;
    if (!chosen) return this.first();
    const jobs = chosen.run.jobsOf[chosen.run.entity[chosen.job]], job = jobs[gpusched.upTo(jobs, chosen.job) - 1 + step];
    if (job !== undefined) timeline.select(chosen.run, job, true);
  }

  first(rows = this.timeline.rows) {
    const { from, to } = this.timeline.view;
    for (const row of rows) {
      const job = row.kind === 'entity' ? row.run.jobsOf[row.id].find((each) => row.run.over[each] >= from && row.run.queued[each] <= to) : undefined;
      if (job !== undefined) return this.timeline.select(row.run, job, true);
    }
  }

  /** To the job that was there at about the same time in the next row that has one. */
  climb(step) {
    const { timeline } = this, chosen = timeline.selected;
    if (!chosen) return this.first();
    const nanos = chosen.run.queued[chosen.job];
    let at = timeline.rows.findIndex((row) => row.kind === 'entity' && row.run === chosen.run && row.id === chosen.run.entity[chosen.job]) + step;
    for (; timeline.rows[at]; at += step) {
      const row = timeline.rows[at], jobs = row.kind === 'entity' ? row.run.jobsOf[row.id] : [];
      if (jobs.length) {
        const next = jobs.findIndex((job) => row.run.over[job] >= nanos);
        return timeline.select(row.run, jobs[next < 0 ? jobs.length - 1 : next], true);
      }
    }
  }

  /** To the next thing that happened beside the jobs, or the one before; after the last comes the first. Its words are read out. */
  toMark(step) {
    const { timeline } = this, { from, to } = timeline.view;
    const marks = timeline.runs.flatMap((run) => run.marks.map((mark) => ({ mark, run }))).sort((a, b) => a.mark.nanos - b.mark.nanos);
    if (!marks.length) return timeline.listener.told('There are no marks.');
    const last = this.marked ? marks.findIndex(({ mark }) => mark === this.marked) : -1, isSeen = last >= 0 && this.marked.nanos >= from && this.marked.nanos <= to;
    const near = marks.findIndex(({ mark }) => mark.nanos >= (step > 0 ? from : to));
    const start = step > 0 ? (near < 0 ? 0 : near) : (near < 0 ? marks.length : near) - 1;
    const at = ((isSeen ? last + step : start) + marks.length) % marks.length, { mark, run } = marks[at];
    this.marked = mark;
    const half = (to - from) / 2;
    timeline.move(mark.nanos - half, mark.nanos + half);
    timeline.listener.told(`Mark ${at + 1} of ${marks.length}, at ${gpusched.moment(mark.nanos, to - from)} ms${timeline.runs.length > 1 ? ' of ' + run.name : ''}: ${mark.text}`);
  }

  /** To what is selected: a job, or an area. */
  closeUp() {
    const { timeline } = this, { selected: chosen, area } = timeline;
    if (area) return timeline.move(area.from, area.to);
    if (!chosen) return;
    const from = chosen.run.queued[chosen.job], span = Math.max(chosen.run.over[chosen.job] - from, 100);
    timeline.move(from - span * 0.15, from + span * 1.15);
  }
};
