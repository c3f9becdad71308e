/**
 * Checks: all pairs of a star, by netlab, by one fping for each source, and by one ping for each pair; and the checks of shipped
 * labs. `took` is the time in the report, without Node's start and compiling.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { type Network, namespace } from '../network.ts';
import type { Group, Row } from '../result.ts';
import { untilFreed } from '../state.ts';
import { inTurn, timed } from '../timed.ts';
import { bin, netlab } from '../ways/netlab.ts';

const command = (...words: readonly string[]) => [process.execPath, bin, ...words];
const tookOf = (stdout: string): number => (JSON.parse(stdout) as { took: number }).took;

export async function pairs(name: string, network: Network, runs: number): Promise<Group> {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-bench-'));
  const { build, down } = netlab.prepare(network, folder);
  const fping = execaSync('fping', ['--version'], { reject: false }).exitCode !== undefined;
  const scripts = {
    ...(fping
      ? { 'fping a source': script(network, (to) => [`fping -q -i 0 -r 0 ${to.join(' ')} >/dev/null`]) }
      : {}),
    'ping a pair': script(network, (to) => to.map((one) => `ping -n -q -c 1 -W 1 ${one} >/dev/null`)),
  };
  const values = new Map<string, number[]>();
  const add = (key: string, ms: number) => values.set(key, [...(values.get(key) ?? []), ms]);
  await untilFreed();
  timed(build);
  try {
    await inTurn(['netlab', ...Object.keys(scripts)], runs, async (key) => {
      if (key !== 'netlab') {
        add(key, timed(['sh', '-c', scripts[key as keyof typeof scripts]!]).ms);
        return;
      }
      const { ms, stdout } = timed(command('verify', network.lab, '--json'));
      add('netlab verify', tookOf(stdout));
      add('netlab verify, whole command', ms);
    });
  } finally {
    timed(down);
    rmSync(folder, { recursive: true, force: true });
  }
  const notes = fping ? [] : ['fping is not here: it is left out'];
  return { name, phase: 'all pairs', base: 'fping a source', rows: rowsOf(values), notes };
}

/** Each source by itself, one after the other. */
function script(network: Network, ask: (to: readonly string[]) => readonly string[]): string {
  const pods = network.nodes.filter(({ name }) => name.startsWith('pod'));
  const address = (i: number) => pods[i]!.addresses![0]!.cidr.split('/')[0]!;
  const blocks = pods.map(({ name }, from) => {
    const to = pods.flatMap((_, i) => (i === from ? [] : [address(i)]));
    return `nsenter --net=/run/netns/${namespace(network, name)} sh <<'IN'\n${ask(to).join('\n')}\nIN`;
  });
  return ['set -e', ...blocks].join('\n');
}

/** Labs that come with netlab, on a kernel that can have them. */
export async function shipped(labs: readonly string[], runs: number): Promise<Group> {
  const values = new Map<string, number[]>();
  for (const lab of labs) {
    await untilFreed();
    timed(command('up', lab, '--quiet'));
    try {
      for (let run = 0; run < runs; run++) {
        const node = timed([process.execPath, '-e', '0']).ms;
        const { ms, stdout } = timed(command('verify', lab, '--json'));
        for (const [key, value] of [
          [`${lab}: checks`, tookOf(stdout)],
          [`${lab}: beyond Node's start`, ms - node],
        ] as const)
          values.set(key, [...(values.get(key) ?? []), value]);
      }
    } finally {
      timed(command('down', lab, '--quiet'));
    }
  }
  return { name: 'shipped labs', phase: 'verify', rows: rowsOf(values), notes: [] };
}

const rowsOf = (values: ReadonlyMap<string, readonly number[]>): readonly Row[] =>
  [...values].map(([name, found]) => ({ name, values: found }));
