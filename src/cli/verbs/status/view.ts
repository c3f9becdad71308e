/** Prints the running labs as text. */

import { plural } from '../../../base/plural.ts';
import { terminalLine } from '../../../base/terminal-text.ts';
import type { LabStatus, NodeStatus, State } from '../../../engine/lab-status.ts';
import { states } from '../../../engine/lab-status.ts';
import type { NodeAddress } from '../../../engine/node-addresses.ts';
import type { Paint } from '../../verb.ts';
import { ago, moment } from '../../view/ago.ts';
import { columns, hanging } from '../../view/columns.ts';

const painted = (state: State, paint: Paint): string => {
  if (state === 'up') return paint.good('up');
  return state === 'building' ? paint.warn(states[state]) : paint.bad(states[state]);
};

/** One line a lab, and below it what to do about one that is not whole. */
export function statusList(labs: readonly LabStatus[], paint: Paint, now: Date): string {
  const rows = columns(
    labs.map((one) => [
      paint.strong(one.lab),
      one.nodes.length > 0 ? plural(one.nodes.length, 'node') : '',
      one.place,
      one.since ? ago(one.since, now) : '',
      [painted(one.state, paint), ...(one.of ? [`built for ${one.of}`] : []), ...endedText(one, paint)].join(
        ', ',
      ),
    ]),
  );
  const sick = labs.filter((one) => one.state !== 'up' && one.state !== 'building');
  const advice = sick.map(
    (one) => `${paint.dim('take it away:')} ${paint.command(`netlab down ${one.lab}`)}`,
  );
  const next = labs.some((one) => one.state === 'up')
    ? [
        `${paint.dim('more:')} ${paint.command(`netlab status ${labs.find((one) => one.state === 'up')!.lab}`)}`,
      ]
    : [];
  return [...rows, ...advice, ...next].join('\n');
}

function endedText({ nodes }: LabStatus, paint: Paint): readonly string[] {
  const all = nodes.flatMap((node) => node.processes);
  const ended = all.filter((one) => !one.running).length;
  return ended === 0 ? [] : [paint.warn(`${ended} of ${plural(all.length, 'process')} ended`)];
}

export interface StatusDetails {
  readonly addresses: ReadonlyMap<string, readonly NodeAddress[]>;
  readonly columns: number;
  readonly now: Date;
}

export function statusOf(
  lab: LabStatus,
  paint: Paint,
  { addresses, columns: width, now }: StatusDetails,
): string {
  const known = [
    `on ${lab.place}`,
    ...(lab.since ? [`since ${moment(lab.since)} (${ago(lab.since, now)})`] : []),
    ...(lab.took === undefined ? [] : [`built in ${(lab.took / 1000).toFixed(2)} s`]),
  ];
  const head = [
    `${paint.strong(lab.lab)}: ${painted(lab.state, paint)}`,
    paint.dim(known.join(', ')),
    ...(lab.file ? [paint.dim(`from ${terminalLine(lab.file)}`)] : []),
    ...(lab.interrupted === undefined ? [] : [paint.warn(interruptedText(lab.interrupted))]),
  ];
  const name = Math.max(0, ...lab.nodes.map((node) => node.name.length));
  const rows = lab.nodes.flatMap((node) => {
    const before = `  ${paint.strong(node.name.padEnd(name))}  `;
    if (!node.present) return [`${before}${paint.bad('its namespace has gone')}`];
    const list = (addresses.get(node.name) ?? []).map((one) => `${one.interface} ${one.address}`);
    return [...hanging(before, list.join(', ') || '-', width), ...processLines(node, paint, name)];
  });
  const ends = lab.nodes.some((node) => node.processes.some((one) => !one.running));
  const first = lab.nodes.find((node) => node.present && (addresses.get(node.name)?.length ?? 0) > 0);
  const next = [
    ...(ends ? [`netlab logs ${lab.lab}`] : []),
    ...(first ? [`netlab shell ${lab.lab} ${first.name}`] : []),
    `netlab down ${lab.lab}`,
  ];
  return [
    ...head,
    ...rows,
    `${paint.dim('next:')} ${next.map((line) => paint.command(line)).join('   ')}`,
  ].join('\n');
}

const interruptedText = (check: string): string =>
  `the check ${terminalLine(check)} was interrupted during its event; netlab verify or netlab repair puts the lab back`;

const processLines = ({ processes }: NodeStatus, paint: Paint, indent: number): readonly string[] =>
  processes.map(({ name, pid, running }) => {
    const state = running
      ? paint.dim(`pid ${pid}`)
      : paint.warn(`has ended${pid ? ` (was pid ${pid})` : ''}`);
    return `${' '.repeat(indent + 4)}${paint.dim('process')} ${terminalLine(name)}, ${state}`;
  });
