// One aligned Markdown table of all rows: the same text for the terminal and for docs/benchmarks.md.

const HEAD = ['Node', 'What', 'median', 'low - high', '/ base', 'CPU ms', '/ base', 'peak MB', '/ base', ''];
const RIGHT = new Set([2, 3, 4, 5, 6, 7, 8]);
const MEGABYTE = 1024 * 1024;

function figure(value, unit) {
  const digits = unit === 'ms' && value < 100 ? 1 : 0;
  return value.toFixed(digits);
}

function cells(version, row) {
  const { label, unit, time, ratio, cpu, cpuRatio, peak, peakRatio, note = '' } = row;
  return [
    version,
    label,
    time === undefined ? '-' : `${figure(time.median, unit)} ${unit}`,
    time === undefined ? '' : `${figure(time.low, unit)} - ${figure(time.high, unit)}`,
    ratio === undefined ? '' : ratio.toFixed(2),
    cpu === undefined ? '' : cpu.toFixed(0),
    cpuRatio === undefined ? '' : cpuRatio.toFixed(2),
    peak === undefined ? '' : (peak / MEGABYTE).toFixed(0),
    peakRatio === undefined ? '' : peakRatio.toFixed(2),
    note.replaceAll('|', '\\|').slice(0, 100),
  ];
}

/** The aligned table. `results` is a list of { version, rows }. */
export function table(results) {
  const lines = [HEAD, ...results.flatMap(({ version, rows }) => rows.map((row) => cells(version, row)))];
  const widths = HEAD.map((_, column) => Math.max(3, ...lines.map((line) => line[column].length)));
  const pad = (text, column) => (RIGHT.has(column) ? text.padStart(widths[column]) : text.padEnd(widths[column]));
  const [head, ...body] = lines.map((line) => `| ${line.map(pad).join(' | ')} |`);
  const rule = widths.map((width, column) => (RIGHT.has(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [head, `| ${rule.join(' | ')} |`, ...body].join('\n');
}
