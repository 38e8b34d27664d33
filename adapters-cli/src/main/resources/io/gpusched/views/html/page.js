// Puts the page together.
(function () {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('data').textContent);
  const model = new gpusched.Model(data);
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
    return `${gpusched.title(gpusched.jobName(run, job))}, ${run.name}. ${waited.join('; ')}.`;
  };

  const listener = {
    selected(run, job) {
      parts.panel.area = null;
      parts.panel.show(run || null, job);
      byId('announce').textContent = run ? words(run, job) : 'No job chosen.';
      markInTable();
      tellAddress();
    },
    marked(area) {
      parts.panel.showArea(area);
      showPanel(true);
      markInTable();
      byId('announce').textContent = parts.panel.body.innerText;
    },
    told(text) {
      tellRange(text);
      byId('announce').textContent = text;
    },
    moved() {
      tellRange();
      tellAddress();
      clearTimeout(parts.later);
      parts.later = setTimeout(() => {
        if (parts.plots) parts.plots.follow();
        fillTable();
      }, 200);
    },
    panel: () => showPanel(byId('panel').hidden),
  };

  function tellRange(text = '') {
    const { from, to } = parts.timeline.view, span = to - from, moment = (nanos) => gpusched.moment(Math.max(0, Math.min(model.end, nanos)), span);
    byId('range').textContent = text || `${moment(from)} to ${moment(to)} of ${gpusched.moment(model.end, model.end)} ms`;
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

  /** What the sentence at the top is about. */
  function showStory(move) {
    const { story } = model, run = story && model.runs[story.run];
    if (!story) return;
    if (move) parts.timeline.move(...story.show);
    chooseJob(run, run.indexOf.get(story.job));
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
        if (rows.length < MOST_ROWS) rows.push(tableRow(run, i, to - from));
      }
    });
    const names = ['job', ...(model.runs.length > 1 ? ['run'] : []), 'entity', 'ring', 'queued at, ms', 'wait, ms', 'running, ms', 'done at, ms', 'ended'];
    const isText = (name) => ['run', 'entity', 'ring', 'ended'].includes(name);
    byId('jobs-note').textContent = count > rows.length
      ? `The first ${rows.length} of ${count} jobs between the ends of the timeline; zoom in to see the others.`
      : `${count} jobs between the ends of the timeline.`;
    const table = byId('job-table');
    table.replaceChildren(
      gpusched.element('thead', {}, gpusched.element('tr', {}, ...names.map((name, i) => gpusched.element('th', { scope: 'col', class: !i ? 'first' : isText(name) && 'text' }, name)))),
      gpusched.element('tbody', {}, ...rows));
    gpusched.sortable(table);
    markInTable();
  }

  function tableRow(run, i, span) {
    const at = (nanos) => isNaN(nanos) ? '' : gpusched.moment(nanos, span), ms = (nanos) => isNaN(nanos) ? '' : gpusched.significant(nanos / 1e6);
    const text = (value) => gpusched.element('td', { class: 'text' }, value), number = (value) => gpusched.element('td', {}, value);
    return gpusched.element('tr', { 'data-run': run.index, 'data-job': i }, gpusched.element('th', { scope: 'row', class: 'first' },
      gpusched.element('button', { type: 'button', class: 'link', onclick: () => { chooseJob(run, i); showPanel(true); byId('panel').focus(); } }, 'job ' + run.id[i])),
      ...(model.runs.length > 1 ? [text(`${run.index + 1} ${run.name}`)] : []), text(run.entities[run.entity[i]].label), text(run.rings[run.ring[i]].name),
      number(at(run.queued[i])), number(ms((isNaN(run.start[i]) ? run.over[i] : run.start[i]) - run.queued[i])), number(ms(run.done[i] - run.start[i])), number(at(run.done[i])),
      text(run.errors.get(i) || (isNaN(run.done[i]) ? 'not in this run' : 'done')));
  }

  function markInTable() {
    const chosen = parts.timeline && parts.timeline.selected;
    document.querySelectorAll('#job-table tr.chosen').forEach((row) => row.classList.remove('chosen'));
    if (!chosen) return;
    const row = document.querySelector(`#job-table tr[data-run="${chosen.run.index}"][data-job="${chosen.job}"]`);
    if (row) row.classList.add('chosen');
  }

  // ---- the panel can be hidden and resized ----

  function showPanel(wanted) {
    byId('panel').hidden = byId('separator').hidden = !wanted;
    byId('panel-toggle').setAttribute('aria-pressed', String(wanted));
    document.querySelector('.split').classList.toggle('alone', !wanted);
    if (parts.timeline) parts.timeline.invalidate();
  }

  function resizePanel(pixels) {
    const wide = Math.round(Math.max(220, Math.min(window.innerWidth * 0.6, pixels)));
    document.documentElement.style.setProperty('--panel', wide + 'px');
    byId('separator').setAttribute('aria-valuenow', wide);
  }

  function offerPanel() {
    const separator = byId('separator'), width = () => byId('panel').offsetWidth;
    byId('panel-toggle').addEventListener('click', () => showPanel(byId('panel').hidden));
    byId('panel-close').addEventListener('click', () => showPanel(false));
    separator.addEventListener('pointerdown', (event) => {
      separator.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    separator.addEventListener('pointermove', (event) => { if (event.buttons) resizePanel(byId('panel').getBoundingClientRect().right - event.clientX - 6); });
    separator.addEventListener('keydown', (event) => {
      const by = { ArrowLeft: 24, ArrowRight: -24 }[event.key];
      if (!by) return;
      event.preventDefault();
      resizePanel(width() + by);
    });
  }

  // ---- which runs are shown ----

  function chooseRuns() {
    const shown = model.runs.filter((run) => document.querySelector(`#choice input[value="${run.index}"]`).checked);
    parts.timeline.show(shown);
    fillTable();
    parts.search.look();
  }

  function offerRuns() {
    const choice = byId('choice');
    choice.hidden = model.runs.length < 2;
    model.runs.forEach((run) => choice.append(gpusched.element('label', {},
      gpusched.element('input', { type: 'checkbox', value: run.index, checked: '', onchange: chooseRuns }), ' ', gpusched.element('span', { class: 'badge' }, String(run.index + 1)), ' ' + run.name)));
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
      gpusched.element('strong', {}, 'Running:'), ...model.clients.slice(0, 12).map((client) => item(paint.colour(client.colour), client.name)),
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
    parts.panel.again();
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
  parts.search = new gpusched.Search(parts.timeline, chooseJob, listener.told);
  offerRuns();
  offerPanel();
  legend();
  tellRange();
  fillTable();
  document.querySelectorAll('table.sortable').forEach((table) => gpusched.sortable(table));
  if (!model.show) showStory(false);
  byId('story-show').hidden = !model.story;
  byId('story-show').addEventListener('click', () => showStory(true));

  followAddress(location.hash);
  window.addEventListener('hashchange', (event) => {
    clearTimeout(parts.telling);
    followAddress(new URL(event.newURL).hash);
  });

  const moves = parts.timeline.moves, keys = byId('keys');
  byId('zoom-in').addEventListener('click', () => parts.timeline.zoom(0.5));
  byId('zoom-out').addEventListener('click', () => parts.timeline.zoom(2));
  byId('zoom-all').addEventListener('click', () => parts.timeline.move(0, model.end));
  byId('next-job').addEventListener('click', () => moves.walk(1));
  byId('previous-job').addEventListener('click', () => moves.walk(-1));
  byId('filter').addEventListener('input', () => {
    parts.timeline.layout.show(byId('filter').value);
    parts.timeline.layOut();
    parts.search.show();
  });
  byId('help').addEventListener('click', () => keys.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '?' && !keys.open) keys.showModal();
    else if (event.key === '/' && !keys.open) byId('search').focus();
    else return;
    event.preventDefault();
  });

  gpusched.page = { model, timeline: parts.timeline, plots: parts.plots, search: parts.search };
})();
