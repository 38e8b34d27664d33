// Rectangles in an array of pixels. With a hundred thousand jobs that is many times faster than a canvas that draws one after another.
gpusched.Pixels = class {
  constructor(width, height) {
    this.image = new ImageData(width, height);
    this.width = width;
    this.height = height;
    this.data = new Uint32Array(this.image.data.buffer);
  }

  /** Returns an empty picture as large as a canvas; the old one is used again if it fits. */
  static for(old, canvas, scale, background) {
    const pixels = old && old.width === canvas.width && old.height === canvas.height ? old : new gpusched.Pixels(canvas.width, canvas.height);
    pixels.scale = scale;
    pixels.data.fill(background.colour);
    pixels.clip(0, canvas.height / scale);
    return pixels;
  }

  /** From now on, nothing is drawn above one line and below another; both in CSS pixels, as everywhere but in the array. */
  clip(top, bottom) {
    this.top = Math.max(0, Math.round(top * this.scale));
    this.bottom = Math.min(this.height, Math.round(bottom * this.scale));
  }

  /** Fills a rectangle with a colour or a pattern; it is at least one pixel wide and high. */
  fill(ink, x0, x1, y, height) {
    const left = Math.round(x0 * this.scale), from = Math.max(0, left), up = Math.round(y * this.scale);
    const to = Math.min(this.width, Math.max(left + 1, Math.round(x1 * this.scale)));
    const first = Math.max(this.top, up), last = Math.min(this.bottom, Math.max(up + 1, Math.round((y + height) * this.scale)));
    if (to <= from || last <= first) return;
    if (ink.tile) this.pattern(ink, from, to, first, last);
    else this.solid(ink.colour, from, to, first, last);
  }

  solid(colour, from, to, first, last) {
    const { data, width } = this, wide = to - from;
    for (let y = first; y < last; y++) {
      const start = y * width + from;
      if (wide > 16) data.fill(colour, start, start + wide);
      else for (let at = start, end = start + wide; at < end; at++) data[at] = colour;
    }
  }

  pattern({ tile, size }, from, to, first, last) {
    const { data, width } = this;
    for (let y = first; y < last; y++) {
      const row = (y % size) * size;
      for (let x = from, at = y * width + from; x < to; x++, at++) data[at] = tile[row + x % size];
    }
  }

  put(pen) { pen.putImageData(this.image, 0, 0); }
};
