// Puts the page together.
(function () {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('data').textContent);
  const model = new gpusched.Model(data);
  model.show = data.show;
  const paint = new gpusched.Paint();
  const parts = {};

  const chooseJob = (run, job) => {
    if (!parts.timeline.runs.includes(run)) {
      document.querySelector(`#choice input[value="${run.index}"]`).checked = true;
      chooseRuns();
    }
    parts.timeline.select(run, job, true);
  };

  const words = (run, job) => {
    const waited = run.parts(job).filter((part) => part.nanos > 0).map((part) => `${gpusched.plainSentence(model, run, job, part)} ${gpusched.duration(part.nanos)}`);
    return `Job ${run.id[job]} of ${run.entities[run.entity[job]].label}, ${run.name}. ${waited.join('; ')}.`;
  };

  const listener = {
    selected(run, job) {
      parts.panel.show(run || null, job);
      byId('announce').textContent = run ? words(run, job) : 'No job chosen.';
      markInTable();
      tellAddress();
    },
    told(text) {
      tellRange(text);
      byId('announce').textContent = text;
    },
    moved() {
      tellRange();
      tellAddress();
      if (parts.plots) parts.plots.follow();
      clearTimeout(parts.later);
      parts.later = setTimeout(fillTable, 150);
    },
  };

  function tellRange(text = '') {
    const { from, to } = parts.timeline.view;
    byId('range').textContent = text || `${from <= 0 ? '0' : gpusched.duration(from)} to ${gpusched.duration(Math.min(model.end, to))} of ${gpusched.duration(model.end)}`;
  }

  // ---- the address says what is looked at, so that it can be sent to others ----

  function tellAddress() {
    clearTimeout(parts.telling);
    parts.telling = setTimeout(() => {
      const { view, selected } = parts.timeline;
      const words = [`from=${Math.round(view.from)}`, `to=${Math.round(view.to)}`, ...(selected ? [`run=${selected.run.index}`, `job=${selected.id}`] : [])];
      history.replaceState(null, '', '#' + words.join('&'));
    }, 300);
  }

  /** Besides what tellAddress says, the address may choose runs, colours, and one section alone, as pictures want it. */
  function followAddress(hash) {
    const asked = new URLSearchParams(hash.slice(1)), run = model.runs[asked.get('run') || 0];
    if (asked.has('theme')) dress(asked.get('theme') === 'dark' ? 'dark' : 'light');
    if (asked.has('runs')) {
      const wanted = asked.get('runs').split(',');
      document.querySelectorAll('#choice input').forEach((box) => { box.checked = wanted.includes(box.value); });
      chooseRuns();
    }
    if (asked.has('only')) {
      document.querySelectorAll('header, footer, main > section').forEach((each) => { each.hidden = each.id !== asked.get('only'); });
      parts.plots.fit();
    }
    if (asked.has('from') && Number(asked.get('to')) > Number(asked.get('from'))) parts.timeline.move(Number(asked.get('from')), Number(asked.get('to')));
    if (asked.has('run') && run && run !== parts.plots.run) parts.plots.choose(run);
    const job = asked.has('job') && run ? run.indexOf.get(Number(asked.get('job'))) : undefined;
    if (job !== undefined) parts.timeline.select(run, job, !asked.has('from'));
  }

  // ---- the table of what is in view ----

  const MOST_ROWS = 100;

  function fillTable() {
    const { from, to } = parts.timeline.view, rows = [];
    let count = 0;
    parts.timeline.runs.forEach((run) => {
      for (let i = 0, last = gpusched.upTo(run.queued, to); i < last; i++) {
        if (run.over[i] < from) continue;
        count++;
        if (rows.length < MOST_ROWS) rows.push(tableRow(run, i));
      }
    });
    const names = ['job', ...(model.runs.length > 1 ? ['run'] : []), 'entity', 'ring', 'queued at, ms', 'wait, ms', 'running, ms', 'done at, ms', 'ended'];
    byId('jobs-note').textContent = count > rows.length
      ? `The first ${rows.length} of ${count} jobs between the ends of the timeline; zoom in to see the others.`
      : `${count} jobs between the ends of the timeline.`;
    byId('job-table').replaceChildren(
      gpusched.element('thead', {}, gpusched.element('tr', {}, ...names.map((name, i) => gpusched.element('th', { scope: 'col', class: i ? false : 'first' }, name)))),
      gpusched.element('tbody', {}, ...rows));
    markInTable();
  }

  function tableRow(run, i) {
    const ms = (nanos) => isNaN(nanos) ? '-' : (nanos / 1e6).toFixed(3);
    const cells = [...(model.runs.length > 1 ? [run.name] : []), run.entities[run.entity[i]].label, run.rings[run.ring[i]].name,
      ms(run.queued[i]), ms((isNaN(run.start[i]) ? run.over[i] : run.start[i]) - run.queued[i]), ms(run.done[i] - run.start[i]), ms(run.done[i]),
      run.errors.get(i) || (isNaN(run.done[i]) ? 'not in this run' : 'done')];
    return gpusched.element('tr', { 'data-run': run.index, 'data-job': i }, gpusched.element('th', { scope: 'row', class: 'first' },
      gpusched.element('button', { type: 'button', class: 'link', onclick: () => { chooseJob(run, i); byId('panel').focus(); } }, 'job ' + run.id[i])),
      ...cells.map((cell) => gpusched.element('td', {}, cell)));
  }

  function markInTable() {
    const chosen = parts.timeline && parts.timeline.selected;
    document.querySelectorAll('#job-table tr.chosen').forEach((row) => row.classList.remove('chosen'));
    if (!chosen) return;
    const row = document.querySelector(`#job-table tr[data-run="${chosen.run.index}"][data-job="${chosen.job}"]`);
    if (row) row.classList.add('chosen');
  }

  // ---- which runs are shown ----

  function chooseRuns() {
    const shown = model.runs.filter((run) => document.querySelector(`#choice input[value="${run.index}"]`).checked);
    parts.timeline.show(shown);
    fillTable();
  }

  function offerRuns() {
    const choice = byId('choice');
    choice.hidden = model.runs.length < 2;
    model.runs.forEach((run) => choice.append(gpusched.element('label', {},
      gpusched.element('input', { type: 'checkbox', value: run.index, checked: '', onchange: chooseRuns }), ' ' + run.name)));
  }

  function legend() {
    const scale = window.devicePixelRatio || 1;
    const sample = (fill) => {
      const canvas = gpusched.element('canvas', { 'aria-hidden': 'true' }), pen = gpusched.pen(canvas, 22, 12, scale);
      pen.fillStyle = fill;
      pen.fillRect(0, 0, 22, 12);
      return canvas;
    };
    const item = (fill, text) => gpusched.element('span', { class: 'item' }, sample(fill), text);
    const used = new Set(model.runs.flatMap((run) => Array.from(new Set(run.partKind))));
    byId('legend').replaceChildren(
      gpusched.element('strong', {}, 'On the ring:'), ...model.clients.slice(0, 12).map((client) => item(paint.colour(client.colour), client.name)),
      gpusched.element('strong', {}, 'Waiting:'), ...model.kinds.map((kind, i) => [kind, i]).filter(([kind, i]) => kind.id !== 'work' && used.has(i))
        .map(([kind]) => item(paint.wait(kind.id, scale), kind.text)),
      ...model.runs.some((run) => run.errors.size) ? [gpusched.element('strong', {}, 'At the end:'), item(paint.colour('mark'), 'an error')] : [],
      ...markLegend());
  }

  const GLYPHS = {
    reset: ['▼', 'reset'], recovery: ['▼', 'step of a recovery'], timeout: ['▼', 'timeout, not hung'], gone: ['▼', 'timeout, device gone'], refusal: ['▼', 'refused'], pause: ['▼', 'paused'],
    resume: ['▼', 'resumed'], priority: ['◆', 'new priority'], kill: ['■', 'entity killed'], cancel: ['■', 'job cancelled'], message: ['●', 'message'],
  };

  function markLegend() {
    const used = new Set(model.runs.flatMap((run) => run.marks.map((mark) => mark.kind)));
    if (!used.size) return [];
    return [gpusched.element('strong', {}, 'Marks:'), ...Object.keys(GLYPHS).filter((kind) => used.has(kind)).map((kind) =>
      gpusched.element('span', { class: 'item' }, gpusched.element('span', { class: 'glyph', 'aria-hidden': 'true' }, GLYPHS[kind][0]), GLYPHS[kind][1]))];
  }

  // ---- light, dark and paper ----

  const wantsDark = window.matchMedia('(prefers-color-scheme: dark)');

  function stored() {
    try { return localStorage.getItem('gpusched-theme'); } catch (unavailable) { return null; }
  }

  function dress(theme) {
    document.documentElement.dataset.theme = theme;
    byId('theme').setAttribute('aria-pressed', String(theme === 'dark'));
    paint.reset();
    if (!parts.timeline) return;
    legend();
    parts.timeline.draw();
    parts.plots.make();
    if (parts.panel.shown) parts.panel.show(parts.panel.shown.run, parts.panel.shown.job);
  }

  byId('theme').addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('gpusched-theme', theme); } catch (unavailable) { /* the choice holds for this visit */ }
    dress(theme);
  });
  wantsDark.addEventListener('change', () => { if (!stored()) dress(wantsDark.matches ? 'dark' : 'light'); });
  dress(stored() || (wantsDark.matches ? 'dark' : 'light'));

  const PAGE_HEIGHT = 840;
  let screenTheme = null;
  /** Paper is light, as wide as it is, and shows all rows, on one page as long as they stay readable. */
  window.addEventListener('beforeprint', () => {
    screenTheme = document.documentElement.dataset.theme;
    document.body.classList.add('printing');
    document.querySelector('.chart').style.zoom = Math.max(0.55, Math.min(1, PAGE_HEIGHT / (parts.timeline.height + 130)));
    parts.timeline.whole = true;
    dress('light');
    parts.plots.fit();
  });
  window.addEventListener('afterprint', () => {
    document.body.classList.remove('printing');
    document.querySelector('.chart').style.zoom = '';
    parts.timeline.whole = false;
    dress(screenTheme);
    parts.plots.fit();
  });

  // ---- begin ----

  parts.panel = new gpusched.Panel(model, paint, chooseJob);
  parts.timeline = new gpusched.Timeline(model, paint, listener);
  parts.plots = new gpusched.Plots(model, paint, parts.timeline);
  offerRuns();
  legend();
  tellRange();
  fillTable();

  followAddress(location.hash);
  window.addEventListener('hashchange', (event) => {
    clearTimeout(parts.telling);
    followAddress(new URL(event.newURL).hash);
  });

  const moves = parts.timeline.moves;
  byId('zoom-in').addEventListener('click', () => parts.timeline.zoom(0.5));
  byId('zoom-out').addEventListener('click', () => parts.timeline.zoom(2));
  byId('zoom-all').addEventListener('click', () => parts.timeline.move(0, model.end));
  byId('next-job').addEventListener('click', () => moves.walk(1));
  byId('previous-job').addEventListener('click', () => moves.walk(-1));
  byId('find').addEventListener('submit', (event) => {
    event.preventDefault();
    const id = Number(byId('find-job').value.replace(/^j(ob)?\s*/i, ''));
    const run = parts.timeline.runs.find((each) => each.indexOf.has(id));
    if (run) chooseJob(run, run.indexOf.get(id));
    else listener.told(`There is no job ${byId('find-job').value}.`);
  });

  gpusched.page = { model, timeline: parts.timeline, plots: parts.plots };
})();
