// The rows of the timeline: one for each ring and each entity, with a lane for each of the jobs that overlap there.
gpusched.Row = class {
  /** @param spans for each job of the row, when its bar begins and ends */
  constructor(kind, run, id, label, note, jobs, from, to) {
    Object.assign(this, { kind, run, id, label, note });
    this.key = kind + '/' + id;
    this.folded = false;
    this.lanes = [];
    this.laneOf = new Map();
    jobs.forEach((job) => this.place(job, from[job], to[job]));
    this.lanes.forEach((lane) => this.close(lane));
    this.marks = run.marks.filter((mark) => kind === 'ring' ? mark.ring === id && mark.entity < 0 : mark.entity === id);
    this.markTimes = Float64Array.from(this.marks, (mark) => mark.nanos);
  }

  /** Gives the lanes their height: a few rows have room for high ones. A folded row is as high as a line of text. */
  stretch(rows) {
    if (this.folded) {
      this.height = gpusched.Row.FOLDED;
      return;
    }
    const high = Math.max(14, Math.min(26, Math.floor(300 / rows) - 8));
    const lane = this.lanes.length < 2 ? high : Math.max(1, Math.min(high, Math.floor((high + 36) / this.lanes.length)));
    this.height = Math.max(1, this.lanes.length) * lane + 8;
  }

  /** The first lane that is free; past the last lane the jobs lie over each other. What takes no time takes no lane from others. */
  place(job, from, to) {
    let at = from === to ? 0 : this.lanes.findIndex((lane) => lane.free <= from);
    if ((at < 0 && this.lanes.length < gpusched.Row.MOST_LANES) || !this.lanes.length) {
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

  /** Returns the jobs whose bars touch the time between two moments. */
  jobsBetween(from, to) {
    return this.lanes.flatMap((lane) => {
      const [first, last] = this.visible(lane, from, to);
      return last > first ? lane.jobs.slice(first, last) : [];
    });
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
gpusched.Row.FOLDED = 16;

/** Which rows are shown, in which order, and where: some are pinned to the top, some folded, and a filter leaves others out. */
gpusched.Layout = class {
  constructor(model) {
    this.runs = model.runs.map((run) => run.rings.map((ring) => new gpusched.Row('ring', run, ring.id, ring.name,
        ring.policy + ', ' + ring.credits + (ring.credits === 1 ? ' credit' : ' credits'), run.jobsOn[ring.id], run.start, run.over))
      .concat(run.entities.map((entity) => new gpusched.Row('entity', run, entity.id, entity.label,
        entity.priority === 'normal' ? '' : entity.priority, run.jobsOf[entity.id], run.queued, run.over))));
    this.pinned = [];
    this.foldedRuns = new Set();
    this.filter = [];
  }

  /** Shows rows of which the name, the client or the kind has all of the words, and none that follows a minus sign. */
  show(words) { this.filter = words.toLowerCase().split(/\s+/).filter((each) => each && each !== '-'); }

  isShown(row) {
    const client = row.kind === 'entity' ? row.run.entities[row.id].name : '', text = `${row.label} ${client} ${row.kind}`.toLowerCase();
    return this.filter.every((word) => word.startsWith('-') ? !text.includes(word.slice(1)) : text.includes(word));
  }

  pin(row) { this.pinned = this.pinned.includes(row) ? this.pinned.filter((each) => each !== row) : this.pinned.concat(row); }

  /** Moves a row to the place of another one of its run, in all runs alike. */
  move(row, place) {
    if (row === place || row.run !== place.run || row.kind === 'run' || place.kind === 'run') return;
    const rows = this.runs[row.run.index], order = rows.map((each) => each.key);
    const target = order.indexOf(place.key);
    order.splice(order.indexOf(row.key), 1);
    order.splice(target, 0, row.key);
    this.runs.forEach((each) => {
      const place = (one) => { const at = order.indexOf(one.key); return at < 0 ? order.length : at; };
      each.sort((a, b) => place(a) - place(b));
    });
  }

  /** Moves a row up or down by one. */
  step(row, by) {
    const shown = this.runs[row.run.index].filter((each) => this.isShown(each) && !this.pinned.includes(each));
    const place = shown[shown.indexOf(row) + by];
    if (place) this.move(row, place);
  }

  /** Returns the rows of some runs with their places, how high they are together, and how high those are that are pinned. */
  of(runs) {
    const rows = this.pinned.filter((row) => runs.includes(row.run)), several = this.runs.length > 1;
    const pins = rows.length;
    runs.forEach((run) => {
      if (several) rows.push({ kind: 'run', key: 'run', run, label: run.name, lanes: [], marks: [], height: 22, folded: this.foldedRuns.has(run) });
      if (!this.foldedRuns.has(run)) rows.push(...this.runs[run.index].filter((row) => !this.pinned.includes(row) && this.isShown(row)));
    });
    const bars = rows.filter((row) => row.kind !== 'run').length;
    let top = 0, pinnedHeight = 0;
    rows.forEach((row, at) => {
      if (row.kind !== 'run') row.stretch(bars);
      row.pinned = at < pins;
      row.top = top;
      top += row.height;
      if (row.pinned) pinnedHeight = top;
    });
    return { rows, height: top, pinnedHeight };
  }
};
