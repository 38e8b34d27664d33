// Colours and patterns for canvases, taken from the style sheet, so that light, dark and print have one source.
gpusched.Paint = class {
  constructor() { this.reset(); }

  /** Forgets what it knew: the theme has changed. */
  reset() {
    this.inks = new Map();
    this.style = getComputedStyle(document.documentElement);
    this.colours = new Map();
    this.patterns = new Map();
  }

  colour(name) {
    if (!this.colours.has(name)) this.colours.set(name, this.style.getPropertyValue('--' + name).trim());
    return this.colours.get(name);
  }

  /** Returns a colour as the number that a pixel has in an array of them. */
  ink(name) {
    if (!this.inks.has(name)) {
      const [red, green, blue] = [1, 3, 5].map((at) => parseInt(this.colour(name).slice(at, at + 2), 16));
      this.inks.set(name, { colour: ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0 });
    }
    return this.inks.get(name);
  }

  /** Returns what {@link #wait} does as pixels. */
  waitInk(id, scale) {
    const key = id + '@' + scale;
    if (!this.inks.has(key)) {
      const size = Math.round(6 * scale), canvas = document.createElement('canvas');
      canvas.width = canvas.height = size;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      pen.scale(scale, scale);
      pen.fillStyle = this.wait(id, scale);
      pen.fillRect(0, 0, 6, 6);
      const tile = new Uint32Array(pen.getImageData(0, 0, size, size).data.buffer.slice(0));
      this.inks.set(key, tile.every((each) => each === tile[0]) ? { colour: tile[0] } : { tile, size });
    }
    return this.inks.get(key);
  }

  /** Returns the fill of a kind of waiting: a colour, and for some a pattern, so that they can be told apart without colour. */
  wait(id, scale) {
    const key = id + '@' + scale;
    if (!this.patterns.has(key)) this.patterns.set(key, this.pattern(id, scale));
    return this.patterns.get(key);
  }

  pattern(id, scale) {
    const colour = this.colour('wait-' + id) || this.colour('wait-worker');
    const strokes = {
      dependency: [[0, 0, 6, 6], [-1, 5, 1, 7], [5, -1, 7, 1]],
      credits: [[1.5, 1.5, 3, 1.5], [4.5, 4.5, 6, 4.5]],
      reset: [[0, 0, 6, 6], [0, 6, 6, 0]],
      ring: [[0, 6, 6, 0], [-1, 1, 1, -1], [5, 7, 7, 5]],
      worker: [[3, 1, 3, 5]],
      hung: [[1, 1, 5, 1], [1, 4, 5, 4]],
      gone: [[1, 1, 5, 5]],
      paused: [[2, 0, 2, 6]],
      own: [[0, 1.5, 6, 1.5], [0, 4.5, 6, 4.5]],
      killed: [[1, 3, 5, 3], [3, 1, 3, 5]],
    }[id];
    if (!strokes) return colour;
    const tile = document.createElement('canvas');
    tile.width = tile.height = Math.round(6 * scale);
    const ink = tile.getContext('2d');
    ink.scale(tile.width / 6, tile.height / 6);
    ink.fillStyle = colour;
    ink.fillRect(0, 0, 6, 6);
    ink.strokeStyle = this.colour('hatch');
    ink.lineWidth = id === 'credits' ? 1.5 : 1.1;
    strokes.forEach(([x0, y0, x1, y1]) => { ink.beginPath(); ink.moveTo(x0, y0); ink.lineTo(x1, y1); ink.stroke(); });
    const pattern = ink.createPattern(tile, 'repeat');
    pattern.setTransform(new DOMMatrix().scale(1 / scale));
    return pattern;
  }
};

/** Makes a canvas as fine as the screen and returns its pen, in CSS pixels. */
gpusched.pen = function (canvas, width, height, scale) {
  const w = Math.max(1, Math.round(width * scale)), h = Math.max(1, Math.round(height * scale));
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
};

/** Makes an element. */
gpusched.element = function (name, attributes, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value);
  });
  element.append(...children);
  return element;
};
