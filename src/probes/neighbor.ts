/** What a node knows of a neighbor: the MAC behind an address, as ARP or NDP learned it or the lab wrote it. */
import * as z from 'zod';
import { formatIp, parseIp } from '../base/cidr.ts';
import { addressRef, interfaceName, macRef, nodeName, word } from '../base/scalar.ts';
import { type Facts, facts, type Wanted, wanted } from './facts.ts';
import type { Probe } from './probe.ts';
import { type Expectation, looksOnly, noneOf, oneNode, type Row, sayExpectation, show } from './show.ts';

const states = [
  'permanent',
  'reachable',
  'stale',
  'delay',
  'probe',
  'failed',
  'incomplete',
  'noarp',
  'proxy',
] as const;

const schema = z.strictObject({
  at: nodeName().describe('The node that is asked'),
  address: addressRef().describe('The neighbor'),
  dev: interfaceName().optional().describe('Entries of this interface only'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        macaddress: macRef().optional().describe('Its MAC'),
        state: word(states)
          .optional()
          .describe('permanent was written; reachable, stale, delay, probe were learned'),
        dev: interfaceName().optional().describe('The interface that it is behind'),
      }),
    ])
    .describe('That there is no entry, or what it holds'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly address: string;
  readonly dev?: string;
  readonly expect: Expectation;
}

export const neighbor: Probe<Spec, Question> = {
  name: 'neighbor',
  about: 'A neighbor (ARP or NDP) entry of a node',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    if (node === undefined) return undefined;
    const address = asker.address(spec.address, asker.at('address'), undefined, node);
    const mac =
      spec.expect === 'none' || spec.expect.macaddress === undefined
        ? undefined
        : asker.mac(spec.expect.macaddress, asker.at('expect', 'macaddress'));
    if (address === undefined || (spec.expect !== 'none' && spec.expect.macaddress && !mac)) return undefined;
    const expect: 'none' | Wanted =
      spec.expect === 'none'
        ? 'none'
        : wanted({ macaddress: mac?.toLowerCase(), state: spec.expect.state, dev: spec.expect.dev });
    return {
      ...looksOnly,
      ...(expect === 'none' ? noneOf('{ address: NODE, expect: { state: reachable } }') : {}),
      question: { node, address, expect, ...(spec.dev === undefined ? {} : { dev: spec.dev }) },
      id: [node, spec.address, ...(spec.dev ? [spec.dev] : [])].join('/'),
      title: `${node} ${spec.address}${spec.dev ? ` dev ${spec.dev}` : ''}`,
      expected: sayExpectation(expect, 'an entry'),
      nodes: [node],
      tools: ['ip'],
    };
  },
  run({ node, address, dev, expect }, runner) {
    // `show proxy` lists what the node answers for, and only that.
    const proxy = expect !== 'none' && expect.state === 'proxy';
    const argv = ['ip', '-j', 'neigh', 'show', ...(proxy ? ['proxy'] : []), ...(dev ? ['dev', dev] : [])];
    // With `dev` given, ip leaves the field out.
    const read = (rows: readonly Row[]) =>
      rows.map((row) => readNeighbor(dev ? { dev, ...row } : row)).filter(known);
    const known = (row: Facts) => row.address === address && row.state !== 'none';
    return show({ node, argv, expect, read }, runner);
  },
};

export const readNeighbor = (row: Row): Facts => {
  const ip = parseIp(String(row.dst));
  return facts({
    address: ip ? formatIp(ip) : String(row.dst),
    dev: row.dev,
    macaddress: row.lladdr,
    state: 'proxy' in row ? 'proxy' : String(row.state?.[0] ?? '').toLowerCase(),
  });
};
