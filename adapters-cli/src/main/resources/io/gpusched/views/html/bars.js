// Draws the rows of the timeline in two passes: rectangles into an array of pixels, then text, marks and lines over them. Counts what it draws.
gpusched.Bars = class {
  constructor(timeline) {
    Object.assign(this, { timeline, pen: timeline.pen, paint: timeline.paint, view: timeline.view, pixels: timeline.pixels, drawn: 0, labels: [] });
    this.waits = timeline.model.kinds.map((kind) => kind.id === 'work' ? null : this.paint.waitInk(kind.id, timeline.scale));
  }

  // ---- rectangles ----

  row(row, crowded) {
    if (row.kind === 'run') return;
    this.shift = this.timeline.shiftOf(row);
    if (row.kind === 'ring') this.pauses(row);
    row.spread(this.view.from, this.view.to);
    if (!crowded) {
      this.labelled = { row, bars: [], widest: 0 };
      row.lanes.forEach((lane, at) => this.lane(row, lane, row.laneTop(at)));
      this.labels.push(this.labelled);
    } else if (row.kind === 'ring') this.crowdedRing(row);
    else this.crowdedEntity(row);
  }

  /** Bars that would all fall on one pixel are drawn as one. */
  lane(row, lane, y) {
    const [first, last] = row.visible(lane, this.view.from, this.view.to);
    const height = Math.max(1, row.laneHeight - (row.laneHeight > 3 ? 2 : 0));
    let right = -Infinity;
    for (let k = first; k < last; k++) {
      const x0 = this.timeline.x(lane.from[k]), x1 = this.timeline.x(row.run.over[lane.jobs[k]]);
      if (x1 - right < 0.5) continue;
      right = Math.max(x1, x0 + 1);
      if (row.kind === 'ring') this.work(row.run, lane.jobs[k], x0, x1, y, height);
      else this.job(row.run, lane.jobs[k], x0, x1, y, height);
    }
  }

  fill(ink, x0, x1, y, height) {
    if (x1 < -2 || x0 > this.timeline.width + 2) return;
    this.pixels.fill(ink, x0, x1, y + this.shift, height);
    this.drawn++;
  }

  /** The job while it is running, in the colour of its client. One that took no time is a tick at the top. */
  work(run, job, x0, x1, y, height) {
    const isBroken = run.errors.has(job), ink = this.paint.ink(isBroken && x1 - x0 < 4 ? 'mark' : run.client(job).colour);
    if (x1 - x0 < 0.01 && run.start[job] === run.over[job]) {
      this.fill(ink, x0, x0 + 1, y, Math.min(4, height));
      return;
    }
    const wide = Math.max(x1, x0 + 1);
    this.fill(ink, x0, wide - (wide - x0 > 4 ? 1 : 0), y, height);
    if (isBroken && wide - x0 >= 4) this.fill(this.paint.ink('mark'), wide - 3, wide, y, height);
    if (height >= 9 && wide - x0 > 8) this.labelled.bars.push({ run, job, x0, x1, y: y + height / 2, height });
  }

  /** The job from queue to done: what it waits for as a lower bar, its work as a full one. */
  job(run, job, x0, x1, y, height) {
    if (x1 - x0 < 2) {
      this.fill(isNaN(run.start[job]) ? this.paint.waitInk('turn', this.timeline.scale) : this.paint.ink(run.client(job).colour), x0, Math.max(x1, x0 + 1), y, height);
      return;
    }
    const low = height > 5 ? Math.round(height * 0.55) : height, under = y + Math.floor((height - low) / 2);
    const { timeline } = this, { kinds } = timeline.model;
    let worked = false, at = run.queued[job];
    for (let k = run.partFrom[job], end = run.partFrom[job + 1]; k < end; k++) {
      const from = timeline.x(at), to = timeline.x(at += run.partNanos[k]), kind = run.partKind[k];
      if (kinds[kind].id === 'work') {
        worked = true;
        this.work(run, job, from, to, y, height);
      } else {
        this.fill(this.waits[kind], from, to, under, low);
      }
    }
    if (!worked && run.partFrom[job] === run.partFrom[job + 1]) this.fill(this.paint.waitInk('turn', timeline.scale), x0, x1, under, low);
    if (!worked && run.errors.has(job)) this.fill(this.paint.ink('mark'), x1 - 3, x1, y, height);
    this.fill(this.paint.ink('ink'), x0, x0 + 1, y, height);
  }

  /** Returns the means of a load for each pixel, as heights of a lane each. */
  levels(load, room) {
    const { timeline } = this, wide = Math.ceil(timeline.width), levels = new Float64Array(wide);
    load.means(this.view.from, (this.view.to - this.view.from) / timeline.width, levels);
    for (let x = 0; x < wide; x++) levels[x] = Math.round(levels[x] * room * timeline.scale) / timeline.scale;
    return levels;
  }

  /** Draws levels as a curve that stands on another one, which it raises. Pixels that look the same are drawn as one. */
  curve(ink, levels, floor, below, most) {
    const wide = levels.length;
    for (let x = 0; x < wide;) {
      const level = Math.min(levels[x], most - below[x]), under = below[x];
      let to = x + 1;
      while (to < wide && below[to] === under && Math.min(levels[to], most - below[to]) === level) to++;
      if (level > 0) this.fill(ink, x, to, floor - under - level, level);
      for (; x < to; x++) below[x] += level;
    }
  }

  crowdedRing(row) {
    const { run } = row, high = row.height - 8, clients = this.timeline.model.clients, below = new Float64Array(Math.ceil(this.timeline.width));
    clients.forEach((client) => {
      const load = run.load('busy', 'ring', row.id, client.id);
      if (!load.isEmpty()) this.curve(this.paint.ink(client.colour), this.levels(load, high / Math.max(1, row.lanes.length)), row.top + 4 + high, below, high);
    });
  }

  crowdedEntity(row) {
    const { run } = row, high = row.height - 8, room = high / Math.max(1, row.lanes.length), below = new Float64Array(Math.ceil(this.timeline.width));
    const alive = this.levels(run.load('alive', 'entity', row.id), room), busy = this.levels(run.load('busy', 'entity', row.id), room);
    for (let x = 0; x < alive.length; x++) alive[x] = Math.max(0, alive[x] - busy[x]);
    this.curve(this.paint.ink(run.entities[row.id].client.colour), busy, row.top + 4 + high, below, high);
    this.curve(this.paint.waitInk('turn', this.timeline.scale), alive, row.top + 4 + high, below, high);
  }

  /** Submission was paused: a shade from the one mark to the other. */
  pauses(row) {
    let since = null;
    const shade = (to) => this.fill(this.paint.waitInk('paused', this.timeline.scale), this.timeline.x(since), this.timeline.x(to), row.top + 1, row.height - 1);
    row.marks.forEach((mark) => {
      if (mark.kind === 'pause' && since === null) since = mark.nanos;
      if (mark.kind === 'resume' && since !== null) {
        shade(mark.nanos);
        since = null;
      }
    });
    if (since !== null) shade(row.run.end);
  }

  // ---- what lies over them ----

  ink(rows, high) {
    this.labels.forEach((each) => this.within(each.row, high, () => this.label(each)));
    rows.forEach((row) => this.within(row, high, () => this.marks(row)));
    this.area(rows, high);
    this.selection(high);
    this.ruler(high);
  }

  /** Draws at the place of a row; nothing falls on rows that are pinned above it. */
  within(row, high, draw) {
    const { pen, timeline } = this, top = row.pinned ? 0 : timeline.pinnedHeight, bottom = row.pinned ? timeline.pinnedHeight : high;
    pen.save();
    pen.beginPath();
    pen.rect(0, top, timeline.width, bottom - top);
    pen.clip();
    pen.translate(0, timeline.shiftOf(row));
    draw();
    pen.restore();
  }

  /** The numbers of the jobs of a row. A bar has its number if it is as long as the longest number of the row needs, so that equal bars look alike. */
  label({ bars }) {
    if (!bars.length) return;
    const { pen, timeline } = this, size = Math.min(11, bars[0].height);
    pen.font = size + 'px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    const longest = bars.reduce((most, { run, job }) => Math.max(most, String(run.id[job]).length), 0);
    const room = pen.measureText('8'.repeat(longest)).width + 8;
    bars.forEach(({ run, job, x0, x1, y }) => {
      const from = Math.max(x0, 0);
      if (x1 - x0 < room - 0.01 || Math.min(x1, timeline.width) - from < room - 0.01) return;
      pen.fillStyle = gpusched.inkOn(this.paint.colour(run.client(job).colour));
      pen.fillText(String(run.id[job]), from + 4, y + 0.5);
    });
  }

  /** Marks that would fall on one pixel are drawn as one. */
  marks(row) {
    const reach = 6 * (this.view.to - this.view.from) / this.timeline.width;
    let last = -Infinity;
    for (let k = gpusched.upTo(row.markTimes || [], this.view.from - reach); k < row.marks.length; k++) {
      const x = this.timeline.x(row.markTimes[k]);
      if (x > this.timeline.width + 6) return;
      if (x - last < 1) continue;
      last = x;
      this.mark(row.marks[k], x, row);
    }
  }

  mark(mark, x, row) {
    const pen = this.pen, top = row.top + 1, size = 5;
    pen.fillStyle = this.paint.colour(mark.kind === 'message' ? 'soft' : 'mark');
    pen.fillRect(x - 0.5, top, 1, row.height - 1);
    this.drawn++;
    pen.beginPath();
    if (mark.kind === 'priority') [[0, 0], [size, size], [0, 2 * size], [-size, size]].forEach(([dx, dy]) => pen.lineTo(x + dx, top + dy));
    else if (mark.kind === 'kill' || mark.kind === 'cancel') pen.rect(x - size + 1, top, 2 * size - 2, 2 * size - 2);
    else if (mark.kind === 'message') pen.arc(x, top + 4, 3.5, 0, 7);
    else [[-size, 0], [size, 0], [0, 2 * size - 2]].forEach(([dx, dy]) => pen.lineTo(x + dx, top + dy));
    pen.fill();
  }

  /** The time and the rows that are selected, with their length. */
  area(rows, high) {
    const { area } = this.timeline;
    if (!area) return;
    const { pen, timeline } = this, x0 = timeline.x(area.from), x1 = timeline.x(area.to);
    pen.fillStyle = this.paint.colour('chosen');
    rows.filter((row) => area.rows.includes(row)).forEach((row) => this.within(row, high, () => pen.fillRect(x0, row.top, x1 - x0, row.height)));
    pen.fillStyle = this.paint.colour('accent');
    [x0, x1].forEach((x) => pen.fillRect(Math.round(x) - 1, 0, 2, high));
    this.note(gpusched.duration(area.to - area.from), (Math.max(0, x0) + Math.min(timeline.width, x1)) / 2, 12);
  }

  /** The distance between two points. */
  ruler(high) {
    const { ruler } = this.timeline;
    if (!ruler) return;
    const { pen, timeline } = this, x0 = timeline.x(ruler.from), x1 = timeline.x(ruler.to), y = Math.min(ruler.y, high - 8);
    pen.fillStyle = this.paint.colour('ink');
    [x0, x1].forEach((x) => pen.fillRect(Math.round(x), 0, 1, high));
    pen.fillRect(Math.min(x0, x1), y, Math.abs(x1 - x0), 1);
    this.note(gpusched.duration(Math.abs(ruler.to - ruler.from)), (x0 + x1) / 2, y);
  }

  note(text, x, y) {
    const { pen } = this;
    pen.font = '11px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    const wide = pen.measureText(text).width + 10, left = Math.max(0, Math.min(this.timeline.width - wide, x - wide / 2));
    pen.fillStyle = this.paint.colour('ink');
    pen.fillRect(left, y - 9, wide, 18);
    pen.fillStyle = this.paint.colour('paper');
    pen.fillText(text, left + 5, y + 0.5);
  }

  /** The chosen job, in every run that is shown, and what hangs together with it. */
  selection(high) {
    const chosen = this.timeline.selected;
    if (!chosen) return;
    this.timeline.runs.forEach((run) => {
      const job = run.indexOf.get(chosen.id);
      if (job === undefined) return;
      const mine = run === chosen.run;
      this.outline(run, 'entity', run.entity[job], job, run.queued[job], run.over[job], mine, high);
      if (!isNaN(run.start[job])) this.outline(run, 'ring', run.ring[job], job, run.start[job], run.over[job], mine, high);
      if (mine) this.arrows(run, job, high);
    });
  }

  outline(run, kind, id, job, from, to, mine, high) {
    const row = this.timeline.rowOf(run, kind, id), lane = row && row.laneOf.get(job);
    if (lane === undefined) return;
    const x = Math.max(this.timeline.x(from), -9), wide = Math.max(2, Math.min(this.timeline.x(to), this.timeline.width + 9) - x);
    const y = row.folded ? row.top + 2 : row.laneTop(lane) - 1.5, tall = row.folded ? row.height - 4 : Math.max(3, row.laneHeight) + 1;
    this.within(row, high, () => {
      this.pen.lineWidth = mine ? 2 : 1.25;
      this.pen.strokeStyle = this.paint.colour('ink');
      this.pen.setLineDash(mine ? [] : [3, 2]);
      this.pen.strokeRect(x - 1, y, wide + 2, tall);
    });
  }

  arrows(run, job, high) {
    (run.needs.get(job) || []).forEach((need) => {
      if (need.kind !== 'fence') this.arrow(run, need.target, need.kind, job);
    });
    (run.neededBy.get(job) || []).forEach((need) => this.arrow(run, job, need.kind, need.job));
  }

  /** From where the one job was done, or went to the ring, to where the other could go on. */
  arrow(run, before, kind, after) {
    const a = this.timeline.rowOf(run, 'entity', run.entity[before]), b = this.timeline.rowOf(run, 'entity', run.entity[after]);
    if (!a || !b) return;
    const nanos = kind === 'scheduled' ? run.run[before] : run.over[before], middle = (row, job) => row.folded ? row.top + row.height / 2 : row.laneTop(row.laneOf.get(job)) + row.laneHeight / 2;
    const y0 = middle(a, before) + this.timeline.shiftOf(a), y1 = middle(b, after) + this.timeline.shiftOf(b);
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
