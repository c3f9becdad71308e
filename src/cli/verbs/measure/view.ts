/** The figures of each load as a table with bars: the longer the bar, the longer an operation takes. */
import { plural } from '../../../base/plural.ts';
import { terminalLine } from '../../../base/terminal-text.ts';
import type { Figures, LoadSummary } from '../../../engine/measure/summarize.ts';
import { loads as kinds } from '../../../loads/index.ts';
import type { Paint } from '../../verb.ts';
import { columns } from '../../view/columns.ts';

interface About {
  readonly place: string;
  readonly rounds: number;
  /** A nanosecond is an instruction. */
  readonly instructions: boolean;
}

interface Scale {
  readonly cost: (nanoseconds: number) => string;
  /** Of a ratio, as far as two measurements agree. */
  readonly digits: number;
}

const longestBar = 10;

export function measuredText(
  loads: readonly LoadSummary[],
  { place, rounds, instructions }: About,
  paint: Paint,
): string {
  const scale = instructions ? counted : timed;
  const first = loads[0]?.labs[0]?.lab ?? '';
  const several = loads.some(({ labs }) => labs.length > 1);
  const what = instructions ? 'the thousands of instructions' : 'the time';
  const notes = [
    `${plural(rounds, 'round')} on ${place}; median and 99 % of ${what} of one operation`,
    ...(several
      ? [`ratio to ${first}, with its range over the rounds: with 1 in it, no difference shows`]
      : []),
  ];
  return [...loads.map((load) => loadText(load, scale, paint)), ...notes.map(paint.dim)].join('\n');
}

function loadText(load: LoadSummary, scale: Scale, paint: Paint): string {
  const { id, title, count, kind, about, labs } = load;
  const { unit } = kinds.get(kind);
  const most = Math.max(...labs.map(({ p50 }) => p50.median));
  const rows = [
    ['', ' median', '   99 %', 'per s', '', labs.length > 1 ? 'ratio' : ''],
    ...labs.map((one, i) => row(one, { isFirst: i === 0, most }, scale, paint)),
  ];
  return [
    `${paint.strong(terminalLine(id))}  ${terminalLine(title)}, ${unit === 'MiB' ? `${count} MiB` : plural(count, unit)} a round`,
    ...(about ? [`  ${paint.dim(terminalLine(about))}`] : []),
    ...columns(rows).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function row(
  { lab, p50, p99, rate, ratio }: Figures,
  { isFirst, most }: { readonly isFirst: boolean; readonly most: number },
  { cost, digits }: Scale,
  paint: Paint,
): readonly string[] {
  const bar = '█'.repeat(Math.max(1, Math.round((p50.median / most) * longestBar)));
  const [middle, least, greatest] = [ratio.median, ratio.least, ratio.most].map((one) => one.toFixed(digits));
  return [
    terminalLine(lab),
    cost(p50.median).padStart(8),
    cost(p99.median).padStart(8),
    Math.round(rate.median).toLocaleString('en').padStart(7),
    paint.command(bar.padEnd(longestBar)),
    isFirst ? '' : `${middle} (${least} to ${greatest})`,
  ];
}

/** Nanoseconds as people read them. */
const time = (ns: number): string =>
  ns < 1e6
    ? `${(ns / 1e3).toFixed(1)} us`
    : ns < 1e9
      ? `${(ns / 1e6).toFixed(2)} ms`
      : `${(ns / 1e9).toFixed(2)} s`;

const timed: Scale = { cost: time, digits: 2 };
const counted: Scale = { cost: (count) => `${(count / 1e3).toFixed(1)} k`, digits: 3 };
