/** A group as rows of text: name, median, the least and the most, and how many times the base's median that is. */
import type { Group } from '../result.ts';
import { median } from '../timed.ts';

export interface Line {
  readonly name: string;
  readonly median: string;
  readonly range: string;
  readonly ratio: string;
}

export function lines({ rows, base, phase }: Group): readonly Line[] {
  const whole = rows.find(({ name }) => name === base);
  const unit = phase === 'memory' ? 'MiB' : 'ms';
  return rows.map(({ name, values }) => ({
    name,
    median: `${shown(median(values))} ${unit}`,
    range: values.length > 1 ? `${shown(Math.min(...values))} to ${shown(Math.max(...values))}` : '',
    ratio: !whole || name === base ? '' : `${times(median(values) / median(whole.values))} x`,
  }));
}

const shown = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const times = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

export function table(group: Group): string {
  const all = lines(group);
  const wide = (key: keyof Line) => Math.max(...all.map((line) => line[key].length));
  const rows = all.map(
    (line) =>
      `  ${line.name.padEnd(wide('name'))}  ${line.median.padStart(wide('median'))}  ${line.ratio.padStart(wide('ratio'))}  ${line.range}`,
  );
  const notes = group.notes.map((note) => `  (${note})`);
  return [`${group.name}: ${group.phase}`, ...rows.map((row) => row.trimEnd()), ...notes].join('\n');
}
