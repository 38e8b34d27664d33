package io.gpusched.cli.browser;

/** Scripts that measure how colours stand out, as WCAG 2 counts: 4.5 to 1 for text, 3 to 1 for what is drawn. */
final class Contrast {
    private static final String MEASURE = """
            const parse = (text) => {
              const pen = document.createElement('canvas').getContext('2d');
              pen.fillStyle = text;
              pen.fillRect(0, 0, 1, 1);
              return Array.from(pen.getImageData(0, 0, 1, 1).data);
            };
            const luminance = (colour) => {
              const part = (value) => value / 255 <= 0.03928 ? value / 255 / 12.92 : Math.pow((value / 255 + 0.055) / 1.055, 2.4);
              return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
            };
            const ratio = (a, b) => {
              const [x, y] = [luminance(a), luminance(b)];
              return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
            };
            const behind = (element) => {
              for (let each = element; each; each = each.parentElement) {
                const colour = parse(getComputedStyle(each).backgroundColor);
                if (colour[3] === 255) return colour;
              }
              return [255, 255, 255, 255];
            };
            const texts = Array.from(document.querySelectorAll('body *')).filter((element) =>
              !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName) && element.getClientRects().length
              && Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim()));
            """;

    /** How many elements with text there are. */
    static final String TEXTS_SEEN = MEASURE + "return texts.length;";

    /** The texts that stand out too little. */
    static final String FAINT_TEXTS = MEASURE + """
            return texts.map((element) => [element.textContent.trim().slice(0, 40), ratio(parse(getComputedStyle(element).color), behind(element))])
              .filter(([text, found]) => found < 4.5).map(([text, found]) => text + ' ' + found.toFixed(2));
            """;

    /** The colours of the timeline that stand out too little from the page. */
    static final String FAINT_COLOURS = MEASURE + """
            const style = getComputedStyle(document.documentElement), paper = parse(style.getPropertyValue('--paper'));
            return [...Array(8).keys()].map((i) => 'client-' + i).concat(['wait-turn', 'wait-dependency', 'wait-credits', 'wait-ring', 'wait-reset', 'mark'])
              .map((name) => [name, ratio(parse(style.getPropertyValue('--' + name)), paper)])
              .filter(([name, found]) => found < 3).map(([name, found]) => name + ' ' + found.toFixed(2));
            """;

    private Contrast() {}
}
