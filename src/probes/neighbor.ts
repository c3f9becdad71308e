/** A neighbor entry of a node: the MAC address for an address, learned by ARP or NDP, or static. */
import * as z from 'zod';
import { formatIp, parseIp } from '../base/cidr.ts';
import { addressRef, interfaceName, macRef, nodeName, word } from '../base/scalar.ts';
import { type Facts, facts, type Wanted, wanted } from './facts.ts';
import { defineProbe } from './probe.ts';
import { type Expectation, noneOf, oneNode, type ShownRow, sayExpectation, show } from './show.ts';

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
  at: nodeName().describe('Node whose entries are read'),
  address: addressRef().describe('Address of the neighbor'),
  dev: interfaceName().optional().describe('Only entries of this interface'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        macaddress: macRef().optional().describe('MAC address of the neighbor'),
        state: word(states)
          .optional()
          .describe('State of the entry; permanent is static; reachable, stale, delay and probe are learned'),
        dev: interfaceName().optional().describe('Interface of the entry'),
      }),
    ])
    .describe('none, or fields of the entry'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly address: string;
  readonly dev?: string;
  readonly expect: Expectation;
}

export const neighbor = defineProbe<Spec, Question>({
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
      looks: true,
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
    // `show proxy` lists only the addresses that the node answers for.
    const proxy = expect !== 'none' && expect.state === 'proxy';
    const argv = ['ip', '-j', 'neigh', 'show', ...(proxy ? ['proxy'] : []), ...(dev ? ['dev', dev] : [])];
    // With `dev`, ip does not print this field.
    const read = (rows: readonly ShownRow[]) =>
      rows.map((row) => readNeighbor(dev ? { dev, ...row } : row)).filter(known);
    const known = (row: Facts) => row.address === address && row.state !== 'none';
    return show({ node, argv, expect, read }, runner);
  },
});

const readNeighbor = (row: ShownRow): Facts => {
  const ip = parseIp(String(row.dst));
  return facts({
    address: ip ? formatIp(ip) : String(row.dst),
    dev: row.dev,
    macaddress: row.lladdr,
    state: 'proxy' in row ? 'proxy' : String(row.state?.[0] ?? '').toLowerCase(),
  });
};
