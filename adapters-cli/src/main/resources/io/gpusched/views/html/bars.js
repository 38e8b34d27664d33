// Draws the rows of the timeline in one pass, and counts what it draws.
gpusched.Bars = class {
  constructor(timeline) {
    Object.assign(this, { timeline, pen: timeline.pen, paint: timeline.paint, view: timeline.view, drawn: 0 });
  }

  row(row, crowded) {
    if (row.kind === 'run') return;
    if (row.kind === 'ring') this.pauses(row);
    row.spread(this.view.from, this.view.to);
    if (!crowded) row.lanes.forEach((lane, at) => this.lane(row, lane, row.laneTop(at)));
    else if (row.kind === 'ring') this.crowdedRing(row);
    else this.crowdedEntity(row);
    this.marks(row);
  }

  /** Bars that would all fall on one pixel are drawn as one. */
  lane(row, lane, y) {
    const [first, last] = row.visible(lane, this.view.from, this.view.to);
    const height = Math.max(1, row.laneHeight - (row.laneHeight > 3 ? 2 : 0));
    let right = -Infinity;
    for (let k = first; k < last; k++) {
      const x0 = this.timeline.x(lane.from[k]), x1 = this.timeline.x(lane.to[k]);
      if (x1 - right < 0.5) continue;
      right = Math.max(x1, x0 + 1);
      if (row.kind === 'ring') this.work(row.run, lane.jobs[k], x0, x1, y, height);
      else this.job(row.run, lane.jobs[k], x0, x1, y, height);
    }
  }

  fill(style, x0, x1, y, height) {
    const left = Math.max(x0, -2), right = Math.min(x1, this.timeline.width + 2);
    if (right <= left) return;
    this.pen.fillStyle = style;
    this.pen.fillRect(left, y, right - left, height);
    this.drawn++;
  }

  /** The job while it is on the ring: in the colour of its client, with its number if there is room. */
  work(run, job, x0, x1, y, height) {
    const wide = Math.max(x1, x0 + 1);
    this.fill(this.paint.colour(run.client(job).colour), x0, wide - (wide - x0 > 4 ? 1 : 0), y, height);
    if (run.errors.has(job)) this.fill(this.paint.colour('mark'), wide - 3, wide, y, height);
    const from = Math.max(x0, 0), room = Math.min(x1, this.timeline.width) - from, text = String(run.id[job]);
    if (height >= 9 && room > text.length * 6 + 6) {
      this.pen.font = Math.min(11, height) + 'px system-ui, sans-serif';
      this.pen.fillStyle = gpusched.inkOn(this.paint.colour(run.client(job).colour));
      this.pen.textBaseline = 'middle';
      this.pen.fillText(text, from + 4, y + height / 2 + 0.5);
    }
  }

  /** The job from queue to done: what it waits for as a lower bar, its work as a full one. */
  job(run, job, x0, x1, y, height) {
    const low = height > 5 ? Math.round(height * 0.55) : height, under = y + Math.floor((height - low) / 2);
    if (x1 - x0 < 2) {
      this.fill(this.paint.colour(isNaN(run.start[job]) ? 'wait-turn' : run.client(job).colour), x0, Math.max(x1, x0 + 1), y, height);
      return;
    }
    let worked = false;
    run.parts(job).forEach((part) => {
      const from = this.timeline.x(part.from), to = this.timeline.x(part.to), kind = this.timeline.model.kinds[part.kind].id;
      if (kind === 'work') {
        worked = true;
        this.work(run, job, from, to, y, height);
      } else {
        this.fill(this.paint.wait(kind, this.timeline.scale), from, to, under, low);
      }
    });
    if (!worked && run.partFrom[job] === run.partFrom[job + 1]) this.fill(this.paint.wait('turn', this.timeline.scale), x0, x1, under, low);
    if (!worked && run.errors.has(job)) this.fill(this.paint.colour('mark'), x1 - 3, x1, y, height);
    this.fill(this.paint.colour('ink'), x0, x0 + 1, y, height);
  }

  /** Goes over the row pixel by pixel; pixels that look the same are drawn as one. */
  columns(levels, paintSpan) {
    const width = Math.ceil(this.timeline.width);
    let from = 0, before = null;
    for (let x = 0; x <= width; x++) {
      const now = x < width ? levels(this.timeline.nanos(x), this.timeline.nanos(x + 1)).map((each) => Math.round(each * 2) / 2) : null;
      if (before && (!now || now.some((each, i) => each !== before[i]))) {
        paintSpan(from, x, before);
        from = x;
      }
      before = now;
    }
  }

  crowdedRing(row) {
    const { run } = row, high = row.height - 8, clients = this.timeline.model.clients;
    const loads = clients.map((client) => run.load('busy', 'ring', row.id, client.id));
    const room = high / Math.max(1, row.lanes.length);
    this.columns((from, to) => loads.map((load) => load.mean(from, to) * room), (from, to, levels) => {
      let y = row.top + 4 + high;
      levels.forEach((level, client) => {
        y -= level;
        if (level > 0) this.fill(this.paint.colour(clients[client].colour), from, to, y, level);
      });
    });
  }

  crowdedEntity(row) {
    const { run } = row, high = row.height - 8, each = high / Math.max(1, row.lanes.length);
    const alive = run.load('alive', 'entity', row.id), busy = run.load('busy', 'entity', row.id);
    const colour = this.paint.colour(run.entities[row.id].client.colour), grey = this.paint.colour('wait-turn');
    this.columns((from, to) => {
      const works = busy.mean(from, to) * each, waits = alive.mean(from, to) * each - works;
      return [Math.min(works, high), Math.min(waits, high - Math.min(works, high))];
    }, (from, to, [works, waits]) => {
      const floor = row.top + 4 + high;
      if (waits > 0) this.fill(grey, from, to, floor - works - waits, waits);
      if (works > 0) this.fill(colour, from, to, floor - works, works);
    });
  }

  /** Submission was paused: a shade from the one mark to the other. */
  pauses(row) {
    let since = null;
    const shade = (to) => this.fill(this.paint.wait('paused', this.timeline.scale), this.timeline.x(since), this.timeline.x(to), row.top + 1, row.height - 1);
    row.marks.forEach((mark) => {
      if (mark.kind === 'pause' && since === null) since = mark.nanos;
      if (mark.kind === 'resume' && since !== null) {
        shade(mark.nanos);
        since = null;
      }
    });
    if (since !== null) shade(row.run.end);
  }

  /** Marks that would fall on one pixel are drawn as one. */
  marks(row) {
    const reach = 6 * (this.view.to - this.view.from) / this.timeline.width;
    let last = -Infinity;
    for (let k = gpusched.upTo(row.markTimes, this.view.from - reach); k < row.marks.length; k++) {
      const x = this.timeline.x(row.markTimes[k]);
      if (x > this.timeline.width + 6) return;
      if (x - last < 1) continue;
      last = x;
      this.mark(row.marks[k], x, row);
    }
  }

  mark(mark, x, row) {
    const pen = this.pen, top = row.top + 1, size = 5;
    this.fill(this.paint.colour(mark.kind === 'message' ? 'soft' : 'mark'), x - 0.5, x + 0.5, top, row.height - 1);
    pen.beginPath();
    if (mark.kind === 'priority') [[0, 0], [size, size], [0, 2 * size], [-size, size]].forEach(([dx, dy]) => pen.lineTo(x + dx, top + dy));
    else if (mark.kind === 'kill' || mark.kind === 'cancel') pen.rect(x - size + 1, top, 2 * size - 2, 2 * size - 2);
    else if (mark.kind === 'message') pen.arc(x, top + 4, 3.5, 0, 7);
    else [[-size, 0], [size, 0], [0, 2 * size - 2]].forEach(([dx, dy]) => pen.lineTo(x + dx, top + dy));
    pen.fill();
  }

  /** The chosen job, in every run that is shown, and what hangs together with it. */
  selection() {
    const chosen = this.timeline.selected;
    if (!chosen) return;
    this.timeline.runs.forEach((run) => {
      const job = run.indexOf.get(chosen.id);
      if (job === undefined) return;
      const mine = run === chosen.run;
      this.outline(run, 'entity', run.entity[job], job, run.queued[job], run.over[job], mine);
      if (!isNaN(run.start[job])) this.outline(run, 'ring', run.ring[job], job, run.start[job], run.over[job], mine);
      if (mine) this.arrows(run, job);
    });
  }

  outline(run, kind, id, job, from, to, mine) {
    const row = this.timeline.rowOf(run, kind, id), lane = row && row.laneOf.get(job);
    if (lane === undefined) return;
    const x = Math.max(this.timeline.x(from), -9), wide = Math.max(2, Math.min(this.timeline.x(to), this.timeline.width + 9) - x);
    this.pen.lineWidth = mine ? 2 : 1.25;
    this.pen.strokeStyle = this.paint.colour('ink');
    this.pen.setLineDash(mine ? [] : [3, 2]);
    this.pen.strokeRect(x - 1, row.laneTop(lane) - 1.5, wide + 2, Math.max(3, row.laneHeight) + 1);
    this.pen.setLineDash([]);
  }

  arrows(run, job) {
    (run.needs.get(job) || []).forEach((need) => {
      if (need.kind !== 'fence') this.arrow(run, need.target, need.kind, job);
    });
    (run.neededBy.get(job) || []).forEach((need) => this.arrow(run, job, need.kind, need.job));
  }

  /** From where the one job was done, or went to the ring, to where the other could go on. */
  arrow(run, before, kind, after) {
    const a = this.timeline.rowOf(run, 'entity', run.entity[before]), b = this.timeline.rowOf(run, 'entity', run.entity[after]);
    const nanos = kind === 'scheduled' ? run.run[before] : run.over[before];
    const y0 = a.laneTop(a.laneOf.get(before)) + a.laneHeight / 2, y1 = b.laneTop(b.laneOf.get(after)) + b.laneHeight / 2;
    const x0 = this.timeline.x(nanos), x1 = this.timeline.x(Math.max(nanos, run.queued[after]));
    const bend = Math.max(14, Math.abs(x1 - x0) / 2), pen = this.pen;
    pen.strokeStyle = pen.fillStyle = this.paint.colour('ink');
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1 - 5, y1);
    pen.stroke();
    pen.beginPath();
    [[0, 0], [-7, -4], [-7, 4]].forEach(([dx, dy]) => pen.lineTo(x1 + dx, y1 + dy));
    pen.fill();
    this.drawn++;
  }
};
