/**
 * Services of three endpoints on two nodes, as kube-proxy writes them. `up` of the lab with one service is subtracted from `up`
 * with all, each without Node's start and compiling: the difference is what the services' rules cost. The base is one
 * `iptables-restore` or `nft -f` for each node, of what these nodes hold afterwards, into new namespaces.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { peakOf } from '../memory.ts';
import type { Group } from '../result.ts';
import { untilFreed } from '../state.ts';
import { inTurn, median, timed } from '../timed.ts';
import { bin } from '../ways/netlab.ts';
import { range } from '../workloads/workload.ts';

export const proxies = ['iptables', 'nftables'] as const;
export type Proxy = (typeof proxies)[number];

/** How a ruleset is listed, and how the list is loaded again. */
const rulesets = {
  iptables: { save: ['iptables-save'], load: 'iptables-restore' },
  nftables: { save: ['nft', 'list', 'ruleset'], load: 'nft -f' },
} as const;

const lab = 'bench-kube-proxy';
const nodes = ['node1', 'node2'] as const;
const command = (...words: readonly string[]) => [process.execPath, bin, ...words, '--on', 'local'];
const tookOf = (stdout: string): number => (JSON.parse(stdout) as { took: number }).took;

/** Builds, loads and verifies `size` services of three endpoints in one mode of kube-proxy. */
export async function kubeProxy(proxy: Proxy, size: string, runs: number): Promise<readonly Group[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-bench-'));
  const name = `kube-proxy ${proxy} ${size}`;
  const file = (services: number) => join(folder, `${services}.yaml`);
  const down = command('down', lab);
  const rules = (node: string) => join(folder, `${node}.rules`);
  const values = new Map<string, number[]>();
  const add = (key: string, value: number) => values.set(key, [...(values.get(key) ?? []), value]);
  try {
    for (const services of [1, Number(size)]) writeFileSync(file(services), yaml(services, proxy));
    const up = (services: number) => timed(command('up', file(services), '--json'));
    await untilFreed();
    up(Number(size));
    try {
      for (const node of nodes) writeFileSync(rules(node), savedRules(node, proxy));
    } finally {
      timed(down);
    }
    await inTurn(
      ['one', 'all', 'restore'],
      runs,
      async (turn) => {
        await untilFreed();
        if (turn === 'restore') {
          add('one restore for each node', restored(rules, proxy));
          return;
        }
        try {
          const { stdout, ms } = up(turn === 'one' ? 1 : Number(size));
          add(turn, tookOf(stdout));
          if (turn === 'all') {
            add('netlab up', ms);
            add('netlab verify', timed(command('verify', lab)).ms);
          }
        } finally {
          timed(down);
        }
      },
      600_000,
    );
    await inTurn(['plan'], runs, async () => {
      add('netlab plan', timed([process.execPath, bin, 'plan', file(Number(size))]).ms);
    });
    const of = (key: string) => values.get(key) ?? [];
    const added = median(of('all')) - median(of('one'));
    const row = (key: string) => ({ name: key, values: of(key) });
    const peak = peakOf(command('up', file(Number(size))));
    timed(down);
    return [
      {
        ...{ name, phase: 'load', base: 'one restore for each node' },
        rows: [row('one restore for each node'), { name: 'what they add to up', values: [added] }],
        notes: [`${linesOf(nodes.map(rules))} lines of ${rulesets[proxy].save.join(' ')}`],
      },
      {
        ...{ name, phase: 'whole command', base: 'netlab plan' },
        rows: ['netlab plan', 'netlab up', 'netlab verify'].map(row),
        notes: [],
      },
      { name, phase: 'memory', rows: [{ name: 'up', values: [peak] }], notes: [] },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const inNode = (node: string, argv: readonly string[]) => ['ip', 'netns', 'exec', `${lab}.${node}`, ...argv];

/** Without what kube-proxy did not write, which is not in a new namespace. */
const savedRules = (node: string, proxy: Proxy): string =>
  timed(inNode(node, rulesets[proxy].save)).stdout.replaceAll(/^#.*\n/gm, '');

const linesOf = (files: readonly string[]): number =>
  Number(timed(['sh', '-c', `cat ${files.join(' ')} | wc -l`]).stdout);

function restored(rules: (node: string) => string, proxy: Proxy): number {
  const spaces = nodes.map((node) => `${lab}-restore-${node}`);
  try {
    for (const space of spaces) timed(['ip', 'netns', 'add', space]);
    const loads = nodes.map(
      (node, i) =>
        timed(['ip', 'netns', 'exec', spaces[i]!, 'sh', '-c', `${rulesets[proxy].load} ${rules(node)}`]).ms,
    );
    return loads.reduce((sum, ms) => sum + ms, 0);
  } finally {
    for (const space of spaces) execaSync('ip', ['netns', 'del', space], { reject: false });
  }
}

/** Of the first service; the others get theirs from netlab. */
const asked = '10.96.0.10';

const service = (i: number): string =>
  `    - { apiVersion: v1, kind: Service, metadata: { name: web-${i} }, spec: { ${i === 1 ? `clusterIP: ${asked}, ` : ''}selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] } }`;

const yaml = (services: number, proxy: Proxy): string => `lab: ${lab}
cluster:
  nodes: 2
  pods: { node1: [web-1, web-2, client], node2: [web-3] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: host-gw }
  services: { proxy: ${proxy} }
  objects:
${range(services).map(service).join('\n')}
nodes:
  "web-*": { labels: { app: web }, serve: [8080/http] }
verify:
  - http: { from: client, to: ${asked}, port: 80 }
  - http: { from: node2, to: ${asked}, port: 80 }
`;
