// The rows of the timeline: one for each ring and each entity, with a lane for each of the jobs that overlap there.
gpusched.Row = class {
  /** @param spans for each job of the row, when its bar begins and ends */
  constructor(kind, run, id, label, note, jobs, from, to) {
    Object.assign(this, { kind, run, id, label, note });
    this.lanes = [];
    this.laneOf = new Map();
    jobs.forEach((job) => this.place(job, from[job], to[job]));
    this.lanes.forEach((lane) => this.close(lane));
    this.marks = run.marks.filter((mark) => kind === 'ring' ? mark.ring === id && mark.entity < 0 : mark.entity === id);
    this.markTimes = Float64Array.from(this.marks, (mark) => mark.nanos);
  }

  /** Gives the lanes their height: a few rows have room for high ones. */
  stretch(rows) {
    const high = Math.max(14, Math.min(26, Math.floor(300 / rows) - 8));
    this.laneHeight = this.lanes.length < 2 ? high : Math.max(1, Math.min(high, Math.floor((high + 36) / this.lanes.length)));
    this.height = Math.max(1, this.lanes.length) * this.laneHeight + 8;
  }

  /** The first lane that is free; past the last lane the jobs lie over each other. */
  place(job, from, to) {
    let at = this.lanes.findIndex((lane) => lane.free <= from);
    if (at < 0 && this.lanes.length < gpusched.Row.MOST_LANES) {
      at = this.lanes.length;
      this.lanes.push({ jobs: [], from: [], to: [], free: 0 });
    }
    if (at < 0) at = this.lanes.length - 1;
    const lane = this.lanes[at];
    lane.jobs.push(job);
    lane.from.push(from);
    lane.free = Math.max(lane.free, to);
    lane.to.push(lane.free);
    this.laneOf.set(job, at);
  }

  close(lane) {
    lane.from = Float64Array.from(lane.from);
    lane.to = Float64Array.from(lane.to);
  }

  /** Returns which jobs of a lane may be seen between two times: from one place in it to before another. */
  visible(lane, from, to) {
    return [gpusched.upTo(lane.to, from), gpusched.upTo(lane.from, to)];
  }

  count(from, to) {
    return this.lanes.reduce((sum, lane) => {
      const [first, last] = this.visible(lane, from, to);
      return sum + Math.max(0, last - first);
    }, 0);
  }

  /** Gives the lanes that are in use in some stretch all the height of the row; the row itself stays where it is. */
  spread(from, to) {
    let used = this.lanes.length;
    const isEmpty = (lane) => {
      const [first, last] = this.visible(lane, from, to);
      return last <= first;
    };
    while (used > 1 && isEmpty(this.lanes[used - 1])) used--;
    this.laneHeight = Math.max(1, Math.min(26, Math.floor((this.height - 8) / Math.max(1, used))));
    this.floor = Math.max(0, Math.floor((this.height - 8 - used * this.laneHeight) / 2));
  }

  laneTop(lane) { return this.top + 4 + (this.floor || 0) + lane * this.laneHeight; }

  /** Returns the job of the row at a time and a height, or the nearest one within some time; -1 if there is none. */
  jobAt(nanos, y, reach) {
    const wanted = Math.floor((y - this.laneTop(0)) / this.laneHeight);
    let best = -1, bestScore = Infinity;
    this.lanes.forEach((lane, at) => {
      const [first, last] = this.visible(lane, nanos - reach, nanos + reach);
      for (let k = first; k < last; k++) {
        const off = Math.max(lane.from[k] - nanos, nanos - lane.to[k], 0);
        const score = Math.abs(at - wanted) * reach + off;
        if (score < bestScore) [best, bestScore] = [lane.jobs[k], score];
      }
    });
    return best;
  }
};
gpusched.Row.MOST_LANES = 64;

/** Returns the rows of some runs, with their places, and how high they are together. */
gpusched.rowsOf = function (runs, cache) {
  const rows = [];
  runs.forEach((run) => {
    if (!cache.has(run)) {
      cache.set(run, run.rings.map((ring) => new gpusched.Row('ring', run, ring.id, ring.name,
          ring.policy + ', ' + ring.credits + (ring.credits === 1 ? ' credit' : ' credits'), run.jobsOn[ring.id], run.start, run.over))
        .concat(run.entities.map((entity) => new gpusched.Row('entity', run, entity.id, entity.label,
          entity.priority === 'normal' ? '' : entity.priority, run.jobsOf[entity.id], run.queued, run.over))));
    }
    if (runs.length > 1 || cache.size > 1) rows.push({ kind: 'run', run, label: run.name, lanes: [], height: 22 });
    rows.push(...cache.get(run));
  });
  const bars = rows.filter((row) => row.kind !== 'run').length;
  let top = 0;
  rows.forEach((row) => {
    if (row.kind !== 'run') row.stretch(bars);
    row.top = top;
    top += row.height;
  });
  return { rows, height: top };
};
