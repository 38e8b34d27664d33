// What happened in a time and some rows: the figures of an area.
gpusched.Area = class {
  constructor(model, area, run) {
    Object.assign(this, { model, area, run });
    const rows = area.rows.filter((row) => row.run === run), entities = rows.filter((row) => row.kind === 'entity');
    this.rings = rows.filter((row) => row.kind === 'ring').map((row) => row.id);
    this.entities = entities.map((row) => row.id);
    const jobs = (entities.length ? entities : rows).flatMap((row) => row.jobsBetween(area.from, area.to));
    this.jobs = entities.length ? jobs : Array.from(new Set(jobs));
  }

  isIn(nanos) { return nanos >= this.area.from && nanos <= this.area.to; }

  overlap(from, to) { return Math.max(0, Math.min(to, this.area.to) - Math.max(from, this.area.from)); }

  /** Returns what happened: counts of jobs, and sorted waits and latencies of those that were done in the area. */
  figures() {
    const { run } = this, all = { queued: 0, started: 0, done: 0, failed: 0, waits: [], latencies: [] }, clients = new Map(), kinds = new Map();
    this.jobs.forEach((job) => {
      const client = run.client(job);
      if (!clients.has(client)) clients.set(client, { client, jobs: 0, busy: 0, latencies: [] });
      const of = clients.get(client);
      if (this.isIn(run.queued[job])) all.queued++;
      if (this.isIn(run.start[job])) all.started++;
      if (!isNaN(run.start[job])) of.busy += this.overlap(run.start[job], run.over[job]);
      if (this.isIn(run.over[job]) && run.errors.has(job)) all.failed++;
      else if (this.isIn(run.done[job])) {
        all.done++;
        of.jobs++;
        all.waits.push(run.start[job] - run.queued[job]);
        all.latencies.push(run.done[job] - run.queued[job]);
        of.latencies.push(run.done[job] - run.queued[job]);
      }
      this.addParts(job, kinds);
    });
    [all.waits, all.latencies, ...Array.from(clients.values(), (each) => each.latencies)].forEach((each) => each.sort((a, b) => a - b));
    return { ...all, clients: Array.from(clients.values()).sort((a, b) => a.client.id - b.client.id), kinds };
  }

  addParts(job, kinds) {
    const { run } = this;
    let from = run.queued[job];
    for (let k = run.partFrom[job]; k < run.partFrom[job + 1]; k++) {
      const to = from + run.partNanos[k], much = this.overlap(from, to);
      if (much > 0) kinds.set(run.partKind[k], (kinds.get(run.partKind[k]) || 0) + much);
      from = to;
    }
  }

  /** Returns the part of the area in which a ring worked. */
  busy(ring) { return Math.min(1, this.run.load('busy', 'ring', ring).mean(this.area.from, this.area.to)); }
};

/** Returns the value of a sorted list below which a part of it is; not a number if it is empty. */
gpusched.percentile = (sorted, part) => sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] : NaN;
