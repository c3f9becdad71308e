/** Writes the part of docs/benchmarks.md between its marks from bench/results: one section for each run that is kept. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Group, Results } from '../result.ts';
import { median } from '../timed.ts';
import { chart } from './chart.ts';
import { markdown } from './markdown.ts';
import { lines } from './table.ts';

const page = 'docs/benchmarks.md';
const results = 'bench/results';
const marks = ['<!-- results: written by npm run bench -- --page -->', '<!-- end of results -->'] as const;

export function writePage(): void {
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (before === undefined || after === undefined) throw new Error(`${page} has no place for results`);
  const runs = readdirSync(results)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${results}/${name}`, 'utf8')) as Results);
  const parts = [...runs.slice(-1).map(({ groups }) => chart(groups)), ...runs.map(runText)];
  writeFileSync(page, `${before}${marks[0]}\n\n${parts.join('\n\n')}\n\n${marks[1]}${after}`);
}

function runText({ machine, groups }: Results, i: number): string {
  const { processors, kernel, node, iproute2, iptables, load } = machine;
  return [
    `## Run ${i + 1}`,
    `${processors}, Linux ${kernel}, Node ${node}, iproute2 ${iproute2}, iptables ${iptables}; load when it began: ${load}.`,
    '### Building and taking down',
    building(groups),
    '### Memory of netlab itself',
    memory(groups),
    ...groups
      .filter(({ phase }) => !['build', 'whole command', 'down', 'memory', 'compile'].includes(phase))
      .flatMap((group) => [`### ${group.name}: ${group.phase}`, one(group)]),
    '### Compiling',
    compiling(groups),
  ].join('\n\n');
}

const of = (groups: readonly Group[], name: string, phase: string) =>
  groups.find((group) => group.name === name && group.phase === phase);

function building(groups: readonly Group[]): string {
  const head = ['network', 'way', 'build', 'of the floor', 'whole command', 'down', 'of one batch'];
  const rows = groups
    .filter(({ phase }) => phase === 'build')
    .flatMap((group) => {
      const [whole, down] = ['whole command', 'down'].map((phase) => {
        const found = of(groups, group.name, phase);
        return found ? lines(found) : [];
      });
      return lines(group).map((line, i) => [
        i === 0 ? group.name : '',
        ...[line.name, line.median, line.ratio, whole?.[i]?.median ?? '', down?.[i]?.median ?? ''],
        down?.[i]?.ratio ?? '',
      ]);
    });
  const left = groups.flatMap(({ name, notes }) =>
    notes.filter((note) => note.includes('left out')).map((note) => `- ${name}: ${note}`),
  );
  return [markdown(head, rows), ...(left.length > 0 ? [left.join('\n')] : [])].join('\n\n');
}

function memory(groups: readonly Group[]): string {
  const rows = groups
    .filter(({ phase, rows: found }) => phase === 'memory' && found.length > 0)
    .map((group) => [group.name, ...lines(group).map((line) => line.median)]);
  return markdown(['network', 'up', 'down', 'plan'], rows);
}

const one = (group: Group): string =>
  markdown(
    ['', 'median', 'range', group.base ? `of ${group.base}` : ''],
    lines(group).map((line) => [line.name, line.median, line.range, line.ratio]),
  );

function compiling(groups: readonly Group[]): string {
  const rows = groups
    .filter(({ phase }) => phase === 'compile')
    .map(({ name, rows: [node, plan] }) => {
      const beyond = median(plan!.values) - median(node!.values);
      return [name, `${median(plan!.values).toFixed(0)} ms`, `${beyond.toFixed(0)} ms`];
    });
  return markdown(['network', 'netlab plan', "beyond Node's start"], rows);
}
