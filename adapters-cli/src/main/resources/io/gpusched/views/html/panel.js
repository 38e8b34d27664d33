// What is selected in words. Of a job: its times, the parts of its latency, and the same job in the other runs. Of an area: its figures.
gpusched.Panel = class {
  constructor(model, paint, choose) {
    Object.assign(this, { model, paint, choose });
    this.box = document.getElementById('panel');
    this.body = document.getElementById('panel-body');
    this.show(null);
  }

  fill(heading, ...children) {
    this.body.replaceChildren(gpusched.element('h3', { id: 'panel-heading' }, heading), ...children);
    this.box.scrollTop = 0;
  }

  show(run, job) {
    this.shown = run && { run, job };
    this.box.classList.toggle('empty', !run);
    if (!run) {
      this.fill('Why did it wait?', gpusched.element('p', {}, 'Click a job to read where its time went, part by part. Drag with Shift to select an area and read its figures.'));
      return;
    }
    const run2 = this.model.runs.length > 1 ? [gpusched.element('p', { class: 'facts' }, run.name)] : [];
    this.fill(gpusched.title(gpusched.jobName(run, job)), ...run2, this.times(run, job), ...this.why(run, job), ...this.needs(run, job), ...this.others(run, job));
  }

  again() {
    if (this.area) this.showArea(this.area);
    else if (this.shown) this.show(this.shown.run, this.shown.job);
  }

  // ---- a job ----

  times(run, job) {
    // Moments are told apart by a hundredth of the job's time.
    const list = gpusched.element('dl', {}), span = (run.over[job] - run.queued[job]) / 100;
    const add = (term, value, exact) => list.append(gpusched.element('dt', {}, term), gpusched.element('dd', { title: exact }, value));
    const addTime = (term, nanos) => { if (!isNaN(nanos)) add(term, gpusched.moment(nanos, span) + ' ms', gpusched.exactMillis(nanos) + ' ms'); };
    addTime('queued at', run.queued[job]);
    addTime('on the ring from', run.run[job]);
    addTime('running from', run.start[job]);
    addTime('done at', run.done[job]);
    if (!isNaN(run.start[job])) add('wait', gpusched.duration(run.start[job] - run.queued[job]));
    if (!isNaN(run.done[job])) add('latency', gpusched.duration(run.done[job] - run.queued[job]));
    add('ring', run.rings[run.ring[job]].name);
    add('credits', String(run.credits[job]));
    const error = run.errors.get(job);
    if (error) add('ended with', error);
    else if (isNaN(run.done[job])) add('ended', 'not in this run');
    return list;
  }

  why(run, job) {
    const parts = run.parts(job);
    if (!parts.length) return [];
    const total = parts.reduce((sum, part) => sum + part.nanos, 0), digits = gpusched.decimals(total), shown = gpusched.addingUp(parts.map((part) => part.nanos), digits);
    const body = gpusched.element('tbody', {}, ...parts.map((part, i) => gpusched.element('tr', {},
      gpusched.element('td', {}, this.swatch(run, job, part), ' ', ...this.words(run, job, part)),
      gpusched.element('td', { class: 'nanos', title: gpusched.exactMillis(part.nanos) + ' ms' }, Number(shown[i]) === 0 && part.nanos > 0 ? '<' + (1 / Math.pow(10, digits)).toFixed(digits) : shown[i]),
      gpusched.element('td', {}, total ? (part.nanos / total * 100).toFixed(1) : ''))));
    return [gpusched.element('h3', {}, 'Why it took so long'), this.stack(run, job, parts, total),
      gpusched.element('table', { class: 'parts', id: 'parts' },
        gpusched.element('thead', {}, gpusched.element('tr', {}, ...['part', 'ms', '%'].map((each) => gpusched.element('th', { scope: 'col' }, each)))),
        body,
        gpusched.element('tfoot', {}, gpusched.element('tr', {}, gpusched.element('th', { scope: 'row' }, 'from queued to done'),
          gpusched.element('td', { class: 'nanos', id: 'parts-total', title: gpusched.exactMillis(total) + ' ms' }, (total / 1e6).toFixed(digits)), gpusched.element('td', {}, '100'))))];
  }

  /** The words of a part; under what was lost to others, where each of them stood. */
  words(run, job, part) {
    const words = gpusched.sentence(this.model, run, job, part).map((each) => typeof each === 'string' ? each : this.link(run, each.job));
    if (this.model.kinds[part.kind].id !== 'turn') return words;
    const { name, value } = gpusched.standing(run, run.ring[job]);
    const stood = part.jobs.filter((other) => !isNaN(run.key[other])).map((other) => `job ${run.id[other]}: ${value(run.key[other])}`);
    if (!name || isNaN(part.key) || !stood.length) return words;
    return [...words, gpusched.element('span', { class: 'keys' }, `${name}: its own ${value(part.key)}, ${stood.join(', ')}`)];
  }

  link(run, job) { return this.anchor(run, job, gpusched.jobName(run, job)); }

  anchor(run, job, text) {
    return gpusched.element('a', { href: `#run=${run.index}&job=${run.id[job]}`, onclick: (event) => {
      event.preventDefault();
      this.choose(run, job);
    } }, text);
  }

  swatch(run, job, part) { return this.coloured(run.client(job), part.kind, 12, 12, { class: 'swatch' }); }

  coloured(client, kind, width, height, attributes) {
    const canvas = gpusched.element('canvas', { 'aria-hidden': 'true', ...attributes });
    const scale = window.devicePixelRatio || 1, pen = gpusched.pen(canvas, width, height, scale), { id } = this.model.kinds[kind];
    pen.fillStyle = id === 'work' ? this.paint.colour(client.colour) : this.paint.wait(id, scale);
    pen.fillRect(0, 0, width, height);
    return canvas;
  }

  stack(run, job, parts, total) {
    const bar = gpusched.element('div', { class: 'stack', 'aria-hidden': 'true' });
    parts.filter((part) => part.nanos > 0).forEach((part) =>
      bar.append(this.coloured(run.client(job), part.kind, Math.max(1, part.nanos / total * 300), 14, { style: `width:${part.nanos / total * 100}%` })));
    return bar;
  }

  needs(run, job) {
    const list = (heading, items) => items.length ? [gpusched.element('h3', {}, heading), gpusched.element('ul', {}, ...items)] : [];
    const words = { finished: ' to be done', scheduled: ' to go to the hardware' };
    return [
      ...list('It depended on', (run.needs.get(job) || []).map((need) => gpusched.element('li', {}, ...(need.kind === 'fence'
        ? [`fence ${run.fences[need.target].name}` + (run.fences[need.target].nanos === null ? ', which never signalled'
          : `, signalled at ${gpusched.moment(run.fences[need.target].nanos, run.over[job] - run.queued[job])} ms`)]
        : [this.link(run, need.target), words[need.kind]])))),
      ...list('On it depended', (run.neededBy.get(job) || []).map((need) => gpusched.element('li', {}, this.link(run, need.job)))),
    ];
  }

  /** The same job under the other policies. */
  others(run, job) {
    const id = run.id[job], rows = [];
    this.model.runs.forEach((other) => {
      const at = other.indexOf.get(id);
      if (at === undefined || this.model.runs.length < 2) return;
      const took = isNaN(other.done[at]) ? 'not done' : gpusched.significant((other.done[at] - other.queued[at]) / 1e6);
      const name = `${other.index + 1} ${other.name}`;
      rows.push(gpusched.element('tr', other === run ? { class: 'chosen' } : {},
        gpusched.element('td', {}, other === run ? name : this.anchor(other, at, name)), gpusched.element('td', { class: 'nanos' }, took)));
    });
    return rows.length ? [gpusched.element('h3', {}, 'The same job in each run'), this.table(['run', 'latency, ms'], rows)] : [];
  }

  table(heads, rows) {
    return gpusched.element('table', { class: 'parts' },
      gpusched.element('thead', {}, gpusched.element('tr', {}, ...heads.map((each) => gpusched.element('th', { scope: 'col' }, each)))), gpusched.element('tbody', {}, ...rows));
  }

  // ---- an area ----

  showArea(area) {
    this.area = area;
    if (!area) return;
    this.shown = null;
    this.box.classList.remove('empty');
    const span = area.to - area.from, runs = this.model.runs.filter((run) => area.rows.some((row) => row.run === run));
    this.fill(`Area of ${gpusched.duration(span)}`,
      gpusched.element('p', { class: 'facts' }, `From ${gpusched.moment(area.from, span)} to ${gpusched.moment(area.to, span)} ms, ${area.rows.length} ${area.rows.length === 1 ? 'row' : 'rows'}.`),
      ...runs.flatMap((run) => this.figures(new gpusched.Area(this.model, area, run), run, runs.length > 1)));
  }

  figures(area, run, named) {
    const all = area.figures(), ms = (nanos) => isNaN(nanos) ? '' : gpusched.significant(nanos / 1e6), span = area.area.to - area.area.from;
    const row = (...cells) => gpusched.element('tr', {}, ...cells.map((cell, i) => gpusched.element('td', i ? { class: 'nanos' } : {}, ...[cell].flat())));
    const at = gpusched.percentile, list = gpusched.element('dl', {});
    const add = (term, value) => list.append(gpusched.element('dt', {}, term), gpusched.element('dd', {}, value));
    add('queued in it', String(all.queued));
    add('started in it', String(all.started));
    add('done in it', String(all.done));
    add('failed in it', String(all.failed));
    if (all.done) {
      add('wait p50, max', `${ms(at(all.waits, 0.5))}, ${gpusched.duration(at(all.waits, 1))}`);
      add('latency p50, max', `${ms(at(all.latencies, 0.5))}, ${gpusched.duration(at(all.latencies, 1))}`);
    }
    area.rings.forEach((ring) => add(`${run.rings[ring].name} busy`, gpusched.significant(area.busy(ring) * 100) + ' %'));
    const spent = Array.from(all.kinds.entries()).sort((a, b) => b[1] - a[1]), sum = spent.reduce((total, [, nanos]) => total + nanos, 0);
    return [...(named ? [gpusched.element('h3', {}, run.name)] : []), list,
      ...(all.clients.length ? [gpusched.element('h3', {}, 'By client'), this.table(['client', 'done', 'running, %', 'latency p50, ms', 'max'], all.clients.map((each) =>
        row([this.coloured(each.client, this.work(), 12, 12, { class: 'swatch' }), ' ' + each.client.name], String(each.jobs), gpusched.significant(each.busy / span * 100), ms(at(each.latencies, 0.5)), ms(at(each.latencies, 1)))))] : []),
      ...(sum ? [gpusched.element('h3', {}, 'Where the time of its jobs went'), this.table(['part', 'ms', '%'], spent.map(([kind, nanos]) =>
        row([this.coloured(this.model.clients[0], kind, 12, 12, { class: 'swatch' }), ' ' + this.model.kinds[kind].text], ms(nanos), gpusched.significant(nanos / sum * 100))))] : [])];
  }

  work() { return this.model.kinds.findIndex((kind) => kind.id === 'work'); }
};
