// The runs as typed arrays, made of the columns that the page carries. A column that holds one value throughout is only that value.
const gpusched = (function () {
  const CLIENT_COLOURS = 7;      // more clients than that share the last one
  const NEVER = NaN;

  /** How much of something is under way at a time, and how much was on the whole until then. Intervals may have weights. */
  class Load {
    constructor(intervals, end) {
      const side = (which) => {
        const plain = intervals.every((each) => each[2] === 1);
        const times = Float64Array.from(intervals, (each) => Math.min(each[which], end));
        const order = plain ? null : Array.from(times.keys()).sort((a, b) => times[a] - times[b]);
        const at = plain ? times.sort() : Float64Array.from(order, (i) => times[i]);
        const weight = new Float64Array(at.length + 1), moment = new Float64Array(at.length + 1);
        for (let i = 0; i < at.length; i++) {
          const w = plain ? 1 : intervals[order[i]][2];
          weight[i + 1] = weight[i] + w;
          moment[i + 1] = moment[i] + w * at[i];
        }
        return { at, weight, moment };
      };
      this.starts = side(0);
      this.ends = side(1);
    }
    isEmpty() { return this.starts.at.length === 0; }
    now(nanos) { return this.starts.weight[upTo(this.starts.at, nanos)] - this.ends.weight[upTo(this.ends.at, nanos)]; }
    until(nanos) {
      return this.sum(nanos, upTo(this.starts.at, nanos), upTo(this.ends.at, nanos));
    }
    /** Fills an array with the means of stretches that follow one another, each of the same length. */
    means(from, step, into) {
      let i = upTo(this.starts.at, from), j = upTo(this.ends.at, from), before = this.sum(from, i, j);
      for (let k = 0; k < into.length; k++) {
        const to = from + (k + 1) * step;
        i = upToFrom(this.starts.at, to, i);
        j = upToFrom(this.ends.at, to, j);
        const now = this.sum(to, i, j);
        into[k] = Math.max(0, (now - before) / step);
        before = now;
      }
    }
    sum(nanos, i, j) {
      return nanos * (this.starts.weight[i] - this.ends.weight[j]) - (this.starts.moment[i] - this.ends.moment[j]);
    }
    mean(from, to) { return to > from ? Math.max(0, (this.until(to) - this.until(from)) / (to - from)) : this.now(from); }
  }

  /** Returns how many of a sorted array are not above a value. */
  function upTo(sorted, value) {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] <= value) low = middle + 1; else high = middle;
    }
    return low;
  }

  /** The same, where the answer is at a known place or not far behind it. */
  function upToFrom(sorted, value, known) {
    let low = known, step = 1;
    while (low + step <= sorted.length && sorted[low + step - 1] <= value) {
      low += step;
      step *= 2;
    }
    let high = Math.min(sorted.length, low + step);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] <= value) low = middle + 1; else high = middle;
    }
    return low;
  }

  function column(values, length, Type) {
    const all = new Type(length);
    if (Array.isArray(values)) values.forEach((value, i) => { all[i] = value === null ? NEVER : value; });
    else all.fill(values === null ? NEVER : values);
    return all;
  }

  function running(values) {
    for (let i = 1; i < values.length; i++) values[i] += values[i - 1];
    return values;
  }

  function offsets(counts) {
    const from = new Int32Array(counts.length + 1);
    for (let i = 0; i < counts.length; i++) from[i + 1] = from[i] + counts[i];
    return from;
  }

  class Run {
    constructor(data, index, model) {
      this.index = index;
      this.name = data.name;
      this.rings = data.rings.map(([name, policy, credits, timeout], id) => ({ id, name, policy, credits, timeout }));
      this.entities = data.entities.map(([name, priority, label], id) => ({ id, name, priority, label, client: model.client(name) }));
      this.end = data.end;
      this.marks = data.marks.map(([kind, nanos, ring, entity, job, text]) => ({ kind, nanos, ring, entity, job, text }));
      this.readJobs(data.jobs);
      this.readWaits(data.waits);
      this.readDependencies(data.dependencies);
      this.order();
    }

    readJobs(jobs) {
      const n = this.length = jobs.count;
      this.id = running(column(jobs.id, n, Float64Array));
      this.entity = column(jobs.entity, n, Int32Array);
      this.ring = column(jobs.ring, n, Int32Array);
      this.credits = column(jobs.credits, n, Int32Array);
      this.queued = running(column(jobs.queued, n, Float64Array));
      this.run = column(jobs.run, n, Float64Array);
      this.start = column(jobs.start, n, Float64Array);
      this.stopped = column(jobs.stopped, n, Float64Array);
      this.done = column(jobs.done, n, Float64Array);
      this.finished = column(jobs.finished, n, Float64Array);
      this.key = column(jobs.key, n, Float64Array);
      this.over = new Float64Array(n);
      this.errors = new Map(jobs.errors);
      for (let i = 0; i < n; i++) {
        this.run[i] += this.queued[i];
        this.start[i] += this.run[i];
        this.stopped[i] += this.start[i];
        this.done[i] += this.start[i];
        const last = [this.done[i], this.start[i], this.run[i], this.queued[i]].find((each) => !isNaN(each));
        this.finished[i] += last;
        this.over[i] = [this.done[i], this.finished[i], this.stopped[i], this.end].find((each) => !isNaN(each));
      }
      this.indexOf = new Map();
      this.id.forEach((id, i) => this.indexOf.set(id, i));
    }

    readWaits(waits) {
      const counts = column(waits.parts, this.length, Int32Array);
      this.partFrom = offsets(counts);
      const n = this.partFrom[this.length];
      this.partKind = column(waits.kind, n, Uint8Array);
      this.partNanos = column(waits.nanos, n, Float64Array);
      this.partCount = column(waits.count, n, Int32Array);
      this.partFence = column(waits.fence, n, Float64Array);
      this.partKey = column(waits.key, n, Float64Array);
      this.partJobsFrom = offsets(column(waits.listed, n, Int32Array));
      this.partJobs = column(waits.jobs, this.partJobsFrom[n], Int32Array);
    }

    readDependencies(dependencies) {
      this.fences = dependencies.fences.map(([name, nanos]) => ({ name, nanos }));
      this.needs = new Map();
      this.neededBy = new Map();
      dependencies.list.forEach(([job, kind, target]) => {
        const need = { job, kind, target };
        push(this.needs, job, need);
        if (kind !== 'fence') push(this.neededBy, target, need);
      });
    }

    /** The jobs of each entity and of each ring, in the order of time. */
    order() {
      this.jobsOf = this.entities.map(() => []);
      this.jobsOn = this.rings.map(() => []);
      for (let i = 0; i < this.length; i++) {
        this.jobsOf[this.entity[i]].push(i);
        if (!isNaN(this.start[i])) this.jobsOn[this.ring[i]].push(i);
      }
      this.jobsOn.forEach((jobs) => jobs.sort((a, b) => this.start[a] - this.start[b] || a - b));
      this.loads = new Map();
    }

    /** Returns a load that is made once: what is under way from one column to another, of the jobs of a client, a ring or an entity. */
    load(what, of, id, colour) {
      const key = [what, of, id, colour].join();
      if (!this.loads.has(key)) this.loads.set(key, new Load(this.intervals(what, of, id, colour), this.end));
      return this.loads.get(key);
    }

    intervals(what, of, id, client) {
      const [from, to] = { waiting: [this.queued, this.run], held: [this.run, this.over], busy: [this.start, this.over], alive: [this.queued, this.over] }[what];
      const jobs = of === 'ring' && what === 'busy' ? this.jobsOn[id] : of === 'entity' ? this.jobsOf[id] : null;
      const all = [];
      for (let k = 0, n = jobs ? jobs.length : this.length; k < n; k++) {
        const i = jobs ? jobs[k] : k;
        if (of === 'ring' && this.ring[i] !== id) continue;
        if (of === 'client' && this.entities[this.entity[i]].client.id !== id) continue;
        if (client !== undefined && this.entities[this.entity[i]].client.id !== client) continue;
        if (isNaN(from[i])) continue;
        all.push([from[i], isNaN(to[i]) ? this.over[i] : to[i], what === 'held' ? this.credits[i] : 1]);
      }
      return all;
    }

    client(i) { return this.entities[this.entity[i]].client; }

    /** Returns the parts of a job's time, each with its place in time. */
    parts(i) {
      const parts = [];
      let from = this.queued[i];
      for (let k = this.partFrom[i]; k < this.partFrom[i + 1]; k++) {
        const to = from + this.partNanos[k];
        parts.push({ kind: this.partKind[k], from, to, nanos: this.partNanos[k], count: this.partCount[k], fence: this.partFence[k], key: this.partKey[k],
          jobs: Array.from(this.partJobs.subarray(this.partJobsFrom[k], this.partJobsFrom[k + 1])) });
        from = to;
      }
      return parts;
    }
  }

  class Model {
    constructor(data) {
      this.clients = [];
      this.show = data.show;
      this.story = data.story;
      this.kinds = data.kinds.map(([id, text]) => ({ id, text }));
      this.runs = data.runs.map((run, index) => new Run(run, index, this));
      this.end = Math.max(1, ...this.runs.map((run) => run.end));
    }
    client(name) {
      let client = this.clients.find((each) => each.name === name);
      if (!client) {
        client = { id: this.clients.length, name, colour: 'client-' + Math.min(this.clients.length, CLIENT_COLOURS) };
        this.clients.push(client);
      }
      return client;
    }
  }

  function push(map, key, value) {
    if (map.has(key)) map.get(key).push(value); else map.set(key, [value]);
  }

  /** Returns a number with three significant digits, or more if there are more before the point. */
  function significant(value) {
    if (!isFinite(value) || value === 0) return '0';
    const size = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))));
    return value.toFixed(Math.max(0, 2 - size));
  }

  /** Returns a duration for people: in milliseconds, as everything on the page. */
  function duration(nanos) { return significant(nanos / 1e6) + ' ms'; }

  /** Returns how many decimals milliseconds need so that a difference of some nanoseconds shows in three digits. */
  function decimals(nanos) { return nanos > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(nanos / 1e6)))) : 0; }

  /** Returns a moment in milliseconds; moments that are as far apart as a span can be told from each other. */
  function moment(nanos, span) { return (nanos / 1e6).toFixed(decimals(span)); }

  /** Returns durations in milliseconds with so many decimals that add up to what their sum shows. */
  function addingUp(nanos, digits) {
    const unit = Math.pow(10, 6 - digits), floors = nanos.map((each) => Math.floor(each / unit));
    let left = Math.round(nanos.reduce((sum, each) => sum + each, 0) / unit) - floors.reduce((sum, each) => sum + each, 0);
    const order = nanos.map((each, i) => i).sort((a, b) => (nanos[b] / unit - floors[b]) - (nanos[a] / unit - floors[a]));
    order.forEach((i) => { if (left-- > 0) floors[i]++; });
    return floors.map((each) => (each * unit / 1e6).toFixed(digits));
  }

  /** Returns milliseconds with all their nanoseconds. */
  function exactMillis(nanos) {
    return (nanos / 1e6).toFixed(6);
  }

  /** Returns black or white, whichever can be read better on a colour. */
  function inkOn(colour) {
    const light = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((v) => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.183 ? '#000000' : '#ffffff';
  }

  return { inkOn, Model, Load, upTo, significant, duration, decimals, moment, addingUp, exactMillis };
})();
