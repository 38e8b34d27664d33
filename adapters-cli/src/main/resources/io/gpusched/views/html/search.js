// Finds jobs and marks: by number, by client, entity or ring, by error, or by the text of a mark.
gpusched.Search = class {
  constructor(timeline, choose, tell) {
    Object.assign(this, { timeline, choose, tell, hits: [], at: -1, words: '' });
    this.field = document.getElementById('search');
    this.count = document.getElementById('search-count');
    this.field.addEventListener('input', () => this.look());
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.field.blur();
      if (event.key !== 'Enter') return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    });
    document.getElementById('search-next').addEventListener('click', () => this.step(1));
    document.getElementById('search-previous').addEventListener('click', () => this.step(-1));
  }

  look() {
    this.words = this.field.value.trim().toLowerCase();
    this.at = -1;
    this.hits = this.words ? this.find(this.words) : [];
    this.show();
  }

  show() {
    const { hits, at, words } = this;
    this.count.textContent = !words ? '' : !hits.length ? 'nothing' : at < 0 ? `${hits.length}` : `${at + 1} of ${hits.length}`;
    document.querySelectorAll('#gutter li, #pins li').forEach((item) => {
      const row = this.timeline.rowOfItem(item);
      item.classList.toggle('hit', Boolean(words && row && row.kind !== 'run' && this.isNamed(row.run, row, words)));
    });
  }

  isNamed(run, row, words) {
    return row.label.toLowerCase().includes(words) || (row.kind === 'entity' && run.entities[row.id].name.toLowerCase().includes(words));
  }

  /** Returns what matches, in the order of time; of each run that is shown. */
  find(words) {
    const number = /^(?:j|job)?\s*(\d+)$/.exec(words), hits = [];
    this.timeline.runs.forEach((run) => {
      const add = (job) => hits.push({ run, job, nanos: run.queued[job] });
      if (number) {
        const job = run.indexOf.get(Number(number[1]));
        if (job !== undefined) add(job);
      }
      const named = new Set(run.entities.filter((each) => `${each.label} ${each.name}`.toLowerCase().includes(words)).map((each) => each.id));
      const rings = new Set(run.rings.filter((each) => each.name.toLowerCase().includes(words)).map((each) => each.id));
      if (named.size || rings.size || run.errors.size) {
        for (let job = 0; job < run.length; job++) {
          const error = run.errors.get(job);
          if (named.has(run.entity[job]) || rings.has(run.ring[job]) || (error && error.toLowerCase().includes(words))) add(job);
        }
      }
      run.marks.forEach((mark) => { if (mark.text.toLowerCase().includes(words)) hits.push({ run, mark, nanos: mark.nanos }); });
    });
    return hits.sort((a, b) => a.nanos - b.nanos || a.run.index - b.run.index);
  }

  /** To the next hit, or the one before; the first is the first one in view. */
  step(by) {
    const { hits } = this, { from } = this.timeline.view;
    if (!hits.length) return this.tell(this.words ? `Nothing matches ${this.field.value}.` : 'Type what to look for.');
    if (this.at < 0) {
      const near = hits.findIndex((hit) => hit.nanos >= from);
      this.at = near < 0 ? 0 : near;
    } else {
      this.at = (this.at + by + hits.length) % hits.length;
    }
    const { run, job, mark, nanos } = hits[this.at];
    if (mark) {
      const half = (this.timeline.view.to - from) / 2;
      this.timeline.move(nanos - half, nanos + half);
      this.tell(`At ${gpusched.moment(nanos, 2 * half)} ms: ${mark.text}`);
    } else {
      this.choose(run, job);
    }
    this.show();
  }
};
