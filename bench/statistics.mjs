// From samples to table rows: medians, spreads and ratios.

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median and range of the values, in the values' unit. */
export function summary(values) {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/** The median of the rounds' own ratios: two neighbours in time share the machine's mood, two medians need not. */
export function pairedRatio(values, baseValues) {
  return median(values.slice(0, baseValues.length).map((value, round) => value / baseValues[round]));
}

/**
 * The table rows of one measured group.
 * @returns per row: label, unit, time { median, low, high }, ratio, cpu (ms), cpuRatio, peak (bytes), peakRatio, note; absent when unknown
 */
export function groupRows(measured) {
  return measured.flatMap((row) => {
    const base = row.program.base === undefined ? undefined : measured[row.program.base];
    if (row.error !== undefined) return [{ label: row.program.label, note: row.error }];
    if (row.program.values === undefined) return [processRow(row, base)];
    return row.program.values.map((value) => valueRow(row, base, value));
  });
}

function usable(base) {
  return base !== undefined && base.error === undefined;
}

function processRow({ program, samples }, base) {
  const times = samples.map((sample) => sample.milliseconds);
  const row = { label: program.label, unit: 'ms', time: summary(times) };
  if (samples[0].peakBytes !== undefined) {
    row.peak = median(samples.map((sample) => sample.peakBytes));
    row.cpu = median(samples.map((sample) => sample.cpuMilliseconds));
  }
  if (!usable(base)) return row;
  const baseTimes = base.samples.map((sample) => sample.milliseconds);
  row.ratio = pairedRatio(times, baseTimes);
  if (program.difference) row.note = `+${(row.time.median - median(baseTimes)).toFixed(1)} ms`;
  if (row.peak !== undefined) {
    row.peakRatio = ratioOf(samples, base.samples, 'peakBytes');
    row.cpuRatio = ratioOf(samples, base.samples, 'cpuMilliseconds');
  }
  const differs = samples[0].answer !== base.samples[0].answer;
  if (differs) row.note = `answers ${samples[0].answer}, the base ${base.samples[0].answer}`;
  return row;
}

function ratioOf(samples, baseSamples, key) {
  const pick = (sample) => sample[key];
  return pairedRatio(samples.map(pick), baseSamples.map(pick));
}

function valueRow({ program, samples }, base, { key, name = key, unit, scale = 1 }) {
  const pick = (sample) => sample.answer[key] * scale;
  const values = samples.map(pick);
  const row = { label: `${name}, ${program.label}`, unit, time: summary(values) };
  if (usable(base)) row.ratio = pairedRatio(values, base.samples.map(pick));
  return row;
}
