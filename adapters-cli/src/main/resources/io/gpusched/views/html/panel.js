// The chosen job in words: its times, the parts of its latency, and the same job in the other runs.
gpusched.Panel = class {
  constructor(model, paint, choose) {
    Object.assign(this, { model, paint, choose });
    this.box = document.getElementById('panel');
    this.show(null);
  }

  show(run, job) {
    this.shown = run && { run, job };
    this.box.classList.toggle('empty', !run);
    if (!run) {
      this.box.replaceChildren(gpusched.element('h3', { id: 'panel-heading' }, 'Why did it wait?'),
        gpusched.element('p', {}, 'Click a job, or press n in the timeline, to read where its time went, part by part.'));
      return;
    }
    const entity = run.entities[run.entity[job]];
    this.box.replaceChildren(
      gpusched.element('h3', { id: 'panel-heading' }, `Job ${run.id[job]} of ${entity.label}`),
      ...(this.model.runs.length > 1 ? [gpusched.element('p', { class: 'facts' }, run.name)] : []),
      this.times(run, job), ...this.why(run, job), ...this.needs(run, job), ...this.others(run, job));
  }

  times(run, job) {
    const list = gpusched.element('dl', {});
    const add = (term, nanos) => {
      if (!isNaN(nanos)) list.append(gpusched.element('dt', {}, term), gpusched.element('dd', {}, gpusched.exactMillis(nanos) + ' ms'));
    };
    add('queued at', run.queued[job]);
    add('on the ring from', run.run[job]);
    add('running from', run.start[job]);
    add('done at', run.done[job]);
    list.append(gpusched.element('dt', {}, 'ring'), gpusched.element('dd', {}, run.rings[run.ring[job]].name));
    list.append(gpusched.element('dt', {}, 'credits'), gpusched.element('dd', {}, String(run.credits[job])));
    const error = run.errors.get(job);
    if (error) list.append(gpusched.element('dt', {}, 'ended with'), gpusched.element('dd', {}, error));
    else if (isNaN(run.done[job])) list.append(gpusched.element('dt', {}, 'ended'), gpusched.element('dd', {}, 'not in this run'));
    return list;
  }

  why(run, job) {
    const parts = run.parts(job);
    if (!parts.length) return [];
    const total = parts.reduce((sum, part) => sum + part.nanos, 0);
    const body = gpusched.element('tbody', {}, ...parts.map((part) => gpusched.element('tr', {},
      gpusched.element('td', {}, this.swatch(run, job, part), ' ', ...this.words(run, job, part)),
      gpusched.element('td', { class: 'nanos' }, gpusched.exactMillis(part.nanos)),
      gpusched.element('td', {}, total ? (part.nanos / total * 100).toFixed(1) : '-'))));
    return [gpusched.element('h3', {}, 'Why it took so long'), this.stack(run, job, parts, total),
      gpusched.element('table', { class: 'parts', id: 'parts' },
        gpusched.element('thead', {}, gpusched.element('tr', {}, ...['part', 'ms', '%'].map((each) => gpusched.element('th', { scope: 'col' }, each)))),
        body,
        gpusched.element('tfoot', {}, gpusched.element('tr', {}, gpusched.element('th', { scope: 'row' }, 'from queued to done'),
          gpusched.element('td', { class: 'nanos', id: 'parts-total' }, gpusched.exactMillis(total)), gpusched.element('td', {}, '100'))))];
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

  link(run, job) {
    return this.anchor(run, job, gpusched.jobName(run, job));
  }

  anchor(run, job, text) {
    return gpusched.element('a', { href: `#run=${run.index}&job=${run.id[job]}`, onclick: (event) => {
      event.preventDefault();
      this.choose(run, job);
    } }, text);
  }

  swatch(run, job, part) {
    const canvas = gpusched.element('canvas', { class: 'swatch', 'aria-hidden': 'true' });
    return this.coloured(canvas, run, job, part, 12, 12);
  }

  coloured(canvas, run, job, part, width, height) {
    const scale = window.devicePixelRatio || 1, pen = gpusched.pen(canvas, width, height, scale), kind = this.model.kinds[part.kind].id;
    pen.fillStyle = kind === 'work' ? this.paint.colour(run.client(job).colour) : this.paint.wait(kind, scale);
    pen.fillRect(0, 0, width, height);
    return canvas;
  }

  stack(run, job, parts, total) {
    const bar = gpusched.element('div', { class: 'stack', 'aria-hidden': 'true' });
    parts.filter((part) => part.nanos > 0).forEach((part) => {
      const canvas = gpusched.element('canvas', { style: `width:${part.nanos / total * 100}%` });
      bar.append(this.coloured(canvas, run, job, part, Math.max(1, part.nanos / total * 300), 14));
    });
    return bar;
  }

  needs(run, job) {
    const list = (heading, items) => items.length ? [gpusched.element('h3', {}, heading), gpusched.element('ul', {}, ...items)] : [];
    const words = { finished: ' to be done', scheduled: ' to go to the hardware' };
    return [
      ...list('It depended on', (run.needs.get(job) || []).map((need) => gpusched.element('li', {}, ...(need.kind === 'fence'
        ? [`fence ${run.fences[need.target].name}` + (run.fences[need.target].nanos === null ? ', which never signalled'
          : `, signalled at ${gpusched.exactMillis(run.fences[need.target].nanos)} ms`)]
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
      const took = isNaN(other.done[at]) ? 'not done' : gpusched.duration(other.done[at] - other.queued[at]);
      rows.push(gpusched.element('tr', other === run ? { class: 'chosen' } : {},
        gpusched.element('td', {}, other === run ? other.name : this.anchor(other, at, other.name)),
        gpusched.element('td', { class: 'nanos' }, took)));
    });
    return rows.length ? [gpusched.element('h3', {}, 'The same job in each run'), gpusched.element('table', { class: 'parts' }, gpusched.element('tbody', {}, ...rows))] : [];
  }
};
