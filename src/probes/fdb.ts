/** A forwarding entry: which port of a bridge, or which peer of a vxlan device, a MAC is behind. */
import * as z from 'zod';
import { addressRef, integer, interfaceName, macRef, nodeName, word } from '../base/scalar.ts';
import { type Facts, facts, wanted } from './facts.ts';
import type { Probe } from './probe.ts';
import { type Expectation, looksOnly, noneOf, oneNode, type Row, sayExpectation, show } from './show.ts';

const schema = z.strictObject({
  at: nodeName().describe('The node that is asked'),
  macaddress: macRef().describe('Whose entry'),
  dev: interfaceName().optional().describe('Entries of this port or device only'),
  vlan: integer(1, 4094).optional().describe('Entries of this VLAN only'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        dst: addressRef().optional().describe('The peer that has it'),
        dev: interfaceName().optional().describe('The port or device that it is behind'),
        vlan: integer(1, 4094).optional().describe('The VLAN that it was seen in, of a bridge that filters'),
        state: word(['permanent', 'static', 'learned']).optional().describe('learned is what traffic taught'),
      }),
    ])
    .describe('That there is no entry, or what it holds'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly mac: string;
  readonly dev?: string;
  readonly vlan?: number;
  readonly expect: Expectation;
}

export const fdb: Probe<Spec, Question> = {
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
      ...looksOnly,
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
};

/** `state` is empty in what the kernel learned by itself. */
export const readEntry = (row: Row): Facts =>
  facts({
    macaddress: row.mac,
    dev: row.ifname,
    dst: row.dst,
    vlan: row.vlan,
    state: row.state === undefined || row.state === '' || row.state === 'reachable' ? 'learned' : row.state,
  });
