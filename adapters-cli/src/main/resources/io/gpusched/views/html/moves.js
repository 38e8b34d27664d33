// Hands on the timeline: mouse, wheel, touch and keys.
gpusched.Moves = class {
  constructor(timeline) {
    this.timeline = timeline;
    this.tip = gpusched.element('div', { class: 'tip', hidden: '' });
    document.body.append(this.tip);
    const { canvas, box, overview } = timeline;
    box.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => this.down(event));
    canvas.addEventListener('pointermove', (event) => this.over(event));
    canvas.addEventListener('pointerup', (event) => this.up(event));
    canvas.addEventListener('pointercancel', () => { this.grip = null; });
    canvas.addEventListener('pointerleave', () => { this.tip.hidden = true; });
    canvas.addEventListener('dblclick', (event) => timeline.zoom(0.4, timeline.nanos(event.offsetX)));
    box.addEventListener('keydown', (event) => this.key(event));
    overview.addEventListener('pointerdown', (event) => {
      overview.setPointerCapture(event.pointerId);
      this.centre(event);
    });
    overview.addEventListener('pointermove', (event) => { if (event.buttons) this.centre(event); });
  }

  centre(event) {
    const { timeline } = this, half = (timeline.view.to - timeline.view.from) / 2;
    const nanos = (event.offsetX / timeline.overview.clientWidth) * timeline.model.end;
    timeline.move(nanos - half, nanos + half);
  }

  wheel(event) {
    const { timeline } = this;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      event.preventDefault();
      const x = event.clientX - timeline.canvas.getBoundingClientRect().left;
      timeline.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006), timeline.nanos(x));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.pan(((event.deltaX || event.deltaY) / timeline.width) * 1.0);
    }
  }

  /** Moves by a part of what is seen. */
  pan(part) {
    const { from, to } = this.timeline.view, by = (to - from) * part;
    this.timeline.move(from + by, to + by);
  }

  down(event) {
    if (event.button !== 0) return;
    this.grip = { x: event.clientX, y: event.clientY, view: this.timeline.view, scroll: this.timeline.box.scrollTop, moved: false };
    this.timeline.canvas.setPointerCapture(event.pointerId);
  }

  over(event) {
    const { timeline, grip } = this;
    if (!grip) return this.hover(event);
    const dx = event.clientX - grip.x, dy = event.clientY - grip.y;
    if (!grip.moved && Math.hypot(dx, dy) < 4) return;
    grip.moved = true;
    this.tip.hidden = true;
    timeline.canvas.classList.add('panning');
    const by = (dx / timeline.width) * (grip.view.to - grip.view.from);
    timeline.move(grip.view.from - by, grip.view.to - by);
    if (event.pointerType === 'mouse') timeline.box.scrollTop = grip.scroll - dy;
  }

  up(event) {
    const { timeline, grip } = this;
    this.grip = null;
    timeline.canvas.classList.remove('panning');
    if (!grip || grip.moved) return;
    const hit = this.hit(event);
    if (hit && hit.job >= 0) timeline.select(hit.row.run, hit.job, false);
  }

  /** What is under the pointer: a row, and a job or a mark in it. */
  hit(event) {
    const { timeline } = this, box = timeline.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top + Math.min(timeline.box.scrollTop, Math.max(0, timeline.height - timeline.canvas.clientHeight));
    const row = timeline.rows.find((each) => y >= each.top && y < each.top + each.height);
    if (!row || row.kind === 'run') return null;
    const reach = 3 * (timeline.view.to - timeline.view.from) / timeline.width, nanos = timeline.nanos(x);
    const mark = y < row.top + 12 ? row.marks.find((each) => Math.abs(each.nanos - nanos) < 2 * reach) : undefined;
    return { row, mark, job: row.jobAt(nanos, y, reach) };
  }

  hover(event) {
    const { timeline } = this, hit = this.hit(event), text = hit && this.text(hit);
    timeline.canvas.classList.toggle('over-job', Boolean(hit && hit.job >= 0));
    this.tip.hidden = !text;
    if (!text) return;
    this.tip.textContent = text;
    const left = Math.min(event.clientX + 14, window.innerWidth - this.tip.offsetWidth - 8);
    this.tip.style.left = left + 'px';
    this.tip.style.top = event.clientY + 16 + 'px';
  }

  text({ row: { run }, mark, job }) {
    if (mark) return mark.text;
    if (job < 0) return '';
    const waited = (isNaN(run.start[job]) ? run.over[job] : run.start[job]) - run.queued[job];
    const worked = isNaN(run.start[job]) ? 'never running' : 'running ' + gpusched.duration(run.over[job] - run.start[job]);
    return `job ${run.id[job]} of ${run.entities[run.entity[job]].label}: waited ${gpusched.duration(waited)}, ${worked}`;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.timeline.box) return;
    const { timeline } = this, span = timeline.view.to - timeline.view.from;
    const keys = {
      '+': () => timeline.zoom(0.5), '=': () => timeline.zoom(0.5), '-': () => timeline.zoom(2), '_': () => timeline.zoom(2),
      ArrowLeft: () => this.pan(-0.15), ArrowRight: () => this.pan(0.15),
      Home: () => timeline.move(0, span), End: () => timeline.move(timeline.model.end - span, timeline.model.end),
      0: () => timeline.move(0, timeline.model.end),
      n: () => this.walk(1), p: () => this.walk(-1), ArrowUp: () => this.climb(-1), ArrowDown: () => this.climb(1),
      m: () => this.toMark(1), M: () => this.toMark(-1),
      Enter: () => this.closeUp(), Escape: () => timeline.select(null),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
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

  /** To the next thing that happened beside the jobs, or the one before; its words are read out. */
  toMark(step) {
    const { timeline } = this, { from, to } = timeline.view, middle = (from + to) / 2, half = (to - from) / 2;
    const marks = timeline.runs.flatMap((run) => run.marks).filter((mark) => step * (mark.nanos - middle) > half / 500);
    const next = marks.sort((a, b) => step * (a.nanos - b.nanos))[0];
    if (!next) return timeline.listener.told(step > 0 ? 'No later mark.' : 'No earlier mark.');
    timeline.move(next.nanos - half, next.nanos + half);
    timeline.listener.told(`At ${gpusched.duration(next.nanos)}: ${next.text}`);
  }

  closeUp() {
    const { timeline } = this, chosen = timeline.selected;
    if (!chosen) return;
    const from = chosen.run.queued[chosen.job], span = Math.max(chosen.run.over[chosen.job] - from, 100);
    timeline.move(from - span * 0.15, from + span * 1.15);
  }
};
