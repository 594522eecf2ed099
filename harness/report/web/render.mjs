// Draws Vega-Lite specs as SVG, many in one process: {"libraries": [JS...], "specs": [...]} on standard
// input, a JSON array of SVG texts on standard output.
//
// The libraries are the very scripts that the page has inside. There is no canvas: widths of text come
// from the table below, so the same spec gives the same SVG on every machine.
import vm from 'node:vm';

// Advance widths of DejaVu Sans in thousandths of the font size, characters 32 to 126.
const WIDTHS = [
  317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336, 636, 636, 636, 636, 636, 636, 636,
  636, 636, 636, 336, 336, 837, 837, 837, 530, 1000, 684, 686, 698, 770, 631, 575, 774, 751, 294, 294, 655, 557, 862,
  748, 787, 603, 787, 694, 634, 610, 731, 684, 988, 685, 610, 685, 390, 336, 390, 837, 500, 500, 612, 634, 549, 634,
  615, 352, 634, 633, 277, 277, 579, 277, 974, 633, 611, 634, 634, 411, 520, 392, 633, 591, 817, 591, 591, 524, 636,
  336, 636, 837,
];
const BOLD = 1.1; // DejaVu Sans Bold is about a tenth wider

function width(item, text) {
  if (text === null || text === undefined) return 0;
  let sum = 0;
  for (const character of String(text)) {
    const code = character.codePointAt(0);
    sum += WIDTHS[code - 32] ?? (code < 0x2e80 ? 637 : 1000);
  }
  const bold = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
  return (sum / 1000) * (item.fontSize ?? 11) * (bold ? BOLD : 1);
}

let input = '';
for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;
const { libraries, specs } = JSON.parse(input);
for (const library of libraries) vm.runInThisContext(library);
const { vega, vegaLite } = globalThis;
vega.textMetrics.width = width;

// Nothing is ever loaded: a spec has its data inside.
const loader = vega.loader();
loader.load = loader.sanitize = async (uri) => {
  throw new Error(`a chart may not load ${uri}`);
};

const drawn = [];
for (const spec of specs) {
  const warnings = [];
  const logger = vega.logger(vega.Warn);
  logger.warn = logger.error = (...words) => warnings.push(words.join(' ')) && logger;
  const compiled = vegaLite.compile(spec, { logger }).spec;
  vega.resetSVGDefIds?.();
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', loader, logger });
  drawn.push(await view.toSVG());
  view.finalize();
  if (warnings.length > 0) throw new Error(`${spec.usermeta?.sharebench?.id}: ${warnings.join('; ')}`);
}
process.stdout.write(JSON.stringify(drawn));
