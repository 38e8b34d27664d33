// Above the rows: the whole run with a window on what is shown, and the time axis.
gpusched.Head = class {
  constructor(timeline) {
    this.timeline = timeline;
    this.corner = document.getElementById('overview-name');
  }

  draw(scale) {
    const { timeline } = this, { paint } = timeline;
    this.axisOn(gpusched.pen(timeline.axis, timeline.axis.clientWidth, 22, scale), paint, timeline.axis.clientWidth);
    this.overviewOn(gpusched.pen(timeline.overview, timeline.overview.clientWidth, 26, scale), paint, timeline.overview.clientWidth, scale);
  }

  axisOn(pen, paint, width) {
    pen.font = '11px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    let free = -Infinity;
    this.timeline.ticks.forEach((tick) => {
      const x = Math.round(this.timeline.x(tick.nanos)), wide = pen.measureText(tick.label).width;
      pen.fillStyle = paint.colour('line');
      pen.fillRect(x, 14, 1, 8);
      if (x < 0 || x + 4 < free || x + 4 + wide > width) return;
      pen.fillStyle = paint.colour('soft');
      pen.fillText(tick.label, x + 4, 12);
      free = x + wide + 12;
    });
  }

  /** The run that the overview shows: that of the selected job, or the first. */
  run() {
    const { selected, runs } = this.timeline;
    return selected && runs.includes(selected.run) ? selected.run : runs[0];
  }

  /** How busy the rings of a run are, from the start to the end. */
  overviewOn(pen, paint, width, scale) {
    const { model, view, runs } = this.timeline, run = this.run();
    const name = runs.length > 1 && run ? `overview: ${run.index + 1} ${run.name}` : 'overview';
    if (this.corner.textContent !== name) this.corner.textContent = this.corner.title = name;
    if (run) pen.drawImage(this.picture(run, paint, width, scale), 0, 0, width, 26);
    const x0 = Math.max(0, (view.from / model.end) * width), x1 = Math.min(width, (view.to / model.end) * width);
    pen.fillStyle = paint.colour('veil');
    pen.fillRect(0, 0, x0, 26);
    pen.fillRect(x1, 0, width - x1, 26);
    pen.strokeStyle = pen.fillStyle = paint.colour('accent');
    pen.lineWidth = 1.5;
    pen.strokeRect(x0 + 0.75, 0.75, Math.max(3, x1 - x0 - 1.5), 24.5);
    [x0, x1].forEach((x) => pen.fillRect(x - 2, 8, 4, 10));
  }

  /** The part that does not change with the view is drawn once. */
  picture(run, paint, width, scale) {
    const key = [run.index, width, scale, paint.colour('paper')].join();
    if (this.key === key) return this.image;
    this.key = key;
    this.image = document.createElement('canvas');
    const pen = gpusched.pen(this.image, width, 26, scale), end = this.timeline.model.end;
    const loads = run.rings.map((ring) => run.load('busy', 'ring', ring.id)), shares = new Float64Array(Math.ceil(width / 2)), each = new Float64Array(shares.length);
    loads.forEach((load) => {
      load.means(0, end / shares.length, each);
      each.forEach((share, i) => { shares[i] += Math.min(1, share) / loads.length; });
    });
    pen.fillStyle = paint.colour('load');
    shares.forEach((share, i) => pen.fillRect(i * 2, 25 - share * 21, 2, share * 21));
    pen.fillStyle = paint.colour('mark');
    let last = -1;
    run.marks.forEach((mark) => {
      const x = Math.round((mark.nanos / end) * width);
      if (x !== last && mark.kind !== 'message') pen.fillRect(x, 0, 1, 7);
      last = x;
    });
    return this.image;
  }
};
