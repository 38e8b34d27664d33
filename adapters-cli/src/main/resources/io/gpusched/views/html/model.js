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
    now(nanos) { return this.starts.weight[upTo(this.starts.at, nanos)] - this.ends.weight[upTo(this.ends.at, nanos)]; }
    until(nanos) {
      const i = upTo(this.starts.at, nanos), j = upTo(this.ends.at, nanos);
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
      this.rings = data.rings.map(([name, policy, credits], id) => ({ id, name, policy, credits }));
      this.entities = data.entities.map(([name, priority], id) => ({ id, name, priority, client: model.client(name) }));
      this.numberEntities();
      this.end = data.end;
      this.marks = data.marks.map(([kind, nanos, ring, entity, job, text]) => ({ kind, nanos, ring, entity, job, text }));
      this.readJobs(data.jobs);
      this.readWaits(data.waits);
      this.readDependencies(data.dependencies);
      this.order();
    }

    numberEntities() {
      const of = new Map();
      this.entities.forEach((each) => of.set(each.name, (of.get(each.name) || []).concat(each)));
      this.entities.forEach((each) => {
        const same = of.get(each.name);
        each.label = same.length === 1 ? each.name : each.name + ' ' + (same.indexOf(each) + 1);
      });
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

  /** Returns a duration for people, in the unit that suits it. */
  function duration(nanos) {
    const size = Math.abs(nanos);
    const [unit, factor] = size >= 1e9 ? ['s', 1e9] : size >= 1e6 ? ['ms', 1e6] : size >= 1e3 ? ['µs', 1e3] : ['ns', 1];
    return (nanos / factor).toFixed(unit === 'ns' ? 0 : 3) + ' ' + unit;
  }

  /** Returns milliseconds with all their nanoseconds, so that a column of them adds up to the last digit. */
  function exactMillis(nanos) {
    return (nanos / 1e6).toFixed(6);
  }

  /** Returns black or white, whichever can be read better on a colour. */
  function inkOn(colour) {
    const light = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((v) => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.183 ? '#000000' : '#ffffff';
  }

  return { inkOn, Model, Load, upTo, duration, exactMillis };
})();
