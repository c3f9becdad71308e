/** A forwarding entry: the port of a bridge, or the peer of a vxlan device, for a MAC address. */
import * as z from 'zod';
import { addressRef, integer, interfaceName, macRef, nodeName, word } from '../base/scalar.ts';
import { type Facts, facts, wanted } from './facts.ts';
import { defineProbe } from './probe.ts';
import { type Expectation, noneOf, oneNode, type ShownRow, sayExpectation, show } from './show.ts';

const schema = z.strictObject({
  at: nodeName().describe('Node whose entries are read'),
  macaddress: macRef().describe('MAC address of the entry'),
  dev: interfaceName().optional().describe('Only entries of this port or device'),
  vlan: integer(1, 4094).optional().describe('Only entries of this VLAN'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        dst: addressRef().optional().describe('Peer of the vxlan device'),
        dev: interfaceName().optional().describe('Port or device of the entry'),
        vlan: integer(1, 4094).optional().describe('VLAN of the entry; for a bridge with vlan-filtering'),
        state: word(['permanent', 'static', 'learned'])
          .optional()
          .describe('State of the entry; learned means dynamic'),
      }),
    ])
    .describe('none, or fields of the entry'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly mac: string;
  readonly dev?: string;
  readonly vlan?: number;
  readonly expect: Expectation;
}

export const fdb = defineProbe<Spec, Question>({
  name: 'fdb',
  about: 'A forwarding (fdb) entry of a bridge or a vxlan device',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    if (node === undefined) return undefined;
    const mac = asker.mac(spec.macaddress, asker.at('macaddress'));
    const ref = spec.expect === 'none' ? undefined : spec.expect.dst;
    const dst =
      ref === undefined ? undefined : asker.address(ref, asker.at('expect', 'dst'), undefined, node);
    if (mac === undefined || (ref !== undefined && dst === undefined)) return undefined;
    const expect: Expectation =
      spec.expect === 'none'
        ? 'none'
        : wanted({ dst, dev: spec.expect.dev, vlan: spec.expect.vlan, state: spec.expect.state });
    return {
      looks: true,
      ...(expect === 'none' ? noneOf('{ macaddress: NODE:INTERFACE, expect: { state: learned } }') : {}),
      question: {
        node,
        mac: mac.toLowerCase(),
        expect,
        ...(spec.dev === undefined ? {} : { dev: spec.dev }),
        ...(spec.vlan === undefined ? {} : { vlan: spec.vlan }),
      },
      id: [node, spec.macaddress, ...(spec.dev ? [spec.dev] : []), ...(spec.vlan ? [spec.vlan] : [])].join(
        '/',
      ),
      title: `${node} ${spec.macaddress}${spec.dev ? ` dev ${spec.dev}` : ''}${spec.vlan ? ` vlan ${spec.vlan}` : ''}`,
      expected: sayExpectation(expect, 'an entry'),
      nodes: [node],
      tools: ['bridge'],
    };
  },
  run: ({ node, mac, dev, vlan, expect }, runner) =>
    show(
      {
        node,
        argv: ['bridge', '-j', 'fdb', 'show', ...(dev ? ['dev', dev] : [])],
        expect,
        read: (rows) =>
          rows
            .map((row) => readEntry(dev ? { ifname: dev, ...row } : row))
            .filter((row) => row.macaddress === mac && (vlan === undefined || row.vlan === String(vlan))),
      },
      runner,
    ),
});

/** `state` is empty in entries that the kernel has learned. */
export const readEntry = (row: ShownRow): Facts =>
  facts({
    macaddress: row.mac,
    dev: row.ifname,
    dst: row.dst,
    vlan: row.vlan,
    state: row.state === undefined || row.state === '' || row.state === 'reachable' ? 'learned' : row.state,
  });
