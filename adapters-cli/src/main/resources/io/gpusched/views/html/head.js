// Above the rows: the whole run with a window on what is shown, and the time axis.
gpusched.Head = class {
  constructor(timeline) { this.timeline = timeline; }

  draw(scale) {
    const { timeline } = this, { paint } = timeline;
    this.axis(gpusched.pen(timeline.axis, timeline.axis.clientWidth, 22, scale), paint, timeline.axis.clientWidth);
    this.overview(gpusched.pen(timeline.overview, timeline.overview.clientWidth, 26, scale), paint, timeline.overview.clientWidth);
  }

  axis(pen, paint, width) {
    pen.font = '11px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    let free = -Infinity;
    this.timeline.ticks.forEach((tick) => {
      const x = Math.round(this.timeline.x(tick.nanos)), wide = pen.measureText(tick.label).width;
      pen.fillStyle = paint.colour('line');
      pen.fillRect(x, 14, 1, 8);
      if (x + 4 < free || x + 4 + wide > width) return;
      pen.fillStyle = paint.colour('soft');
      pen.fillText(tick.label, x + 4, 12);
      free = x + wide + 12;
    });
  }

  /** How busy the rings of the first run are, from the start to the end. */
  overview(pen, paint, width) {
    const { model, view, runs } = this.timeline, run = runs[0];
    if (run) {
      const loads = run.rings.map((ring) => run.load('busy', 'ring', ring.id));
      pen.fillStyle = paint.colour('wait-ring');
      for (let x = 0; x < width; x += 2) {
        const from = (x / width) * model.end, to = ((x + 2) / width) * model.end;
        const share = Math.min(1, loads.reduce((sum, load) => sum + load.mean(from, to), 0) / loads.length);
        pen.fillRect(x, 24 - share * 20, 2, share * 20);
      }
    }
    pen.fillStyle = paint.colour('mark');
    let last = -1;
    runs.forEach((each) => each.marks.forEach((mark) => {
      const x = Math.round((mark.nanos / model.end) * width);
      if (x !== last && mark.kind !== 'message') pen.fillRect(x, 0, 1, 7);
      last = x;
    }));
    const x0 = Math.max(0, (view.from / model.end) * width), x1 = Math.min(width, (view.to / model.end) * width);
    pen.fillStyle = paint.colour('shade');
    pen.fillRect(0, 0, x0, 26);
    pen.fillRect(x1, 0, width - x1, 26);
    pen.strokeStyle = paint.colour('accent');
    pen.lineWidth = 2;
    pen.strokeRect(x0 + 1, 1, Math.max(3, x1 - x0 - 2), 24);
  }
};
