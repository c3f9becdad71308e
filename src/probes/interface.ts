/** The state of an interface: whether it exists, is up, and its settings. */
import * as z from 'zod';
import { formatCidr, parseCidr } from '../base/cidr.ts';
import { cidr, integer, interfaceName, macRef, oneOrMore, word } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import { type Facts, facts, type Wanted, wanted } from './facts.ts';
import { defineProbe } from './probe.ts';
import { type Expectation, type ShownRow, sayExpectation, show } from './show.ts';

const schema = z.strictObject({
  at: z
    .string()
    .regex(/^[^:\s]+:\S+$/, { error: 'expected node:interface' })
    .meta({ title: '`node:interface`' })
    .describe('Interface'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        state: word(['up', 'down']).optional().describe('up: set up, with a carrier'),
        mtu: integer(0, 2_147_483_647).optional().describe('MTU; lo has 65536, a VRF 65575'),
        addresses: oneOrMore(cidr())
          .optional()
          .describe('Addresses that the interface must have; more are allowed'),
        macaddress: macRef().optional().describe('MAC address'),
        master: interfaceName().optional().describe('Bridge or VRF of which it is a port'),
        type: z.string().optional().describe('Type as in ip -d link: veth, bridge, vxlan'),
        link: interfaceName().optional().describe('Lower interface on the same node'),
        vlan: integer(1, 4094).optional().describe('VLAN ID of a vlan interface'),
        mode: z.string().optional().describe('Mode of a macvlan or ipvlan: bridge, l2'),
      }),
    ])
    .describe('none, or fields of the interface'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly name: string;
  readonly expect: Expectation;
}

export const interfaceProbe = defineProbe<Spec, Question>({
  name: 'interface',
  about: 'The state of an interface',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const [node, name] = split(spec.at);
    // With `none`, the lab need not define the interface: the check tests its absence.
    const found =
      spec.expect === 'none' ? asker.select(node, asker.at('at')) : asker.interface(spec.at, asker.at('at'));
    const expect = expectationOf(spec.expect, asker);
    if (!found || expect === undefined || (Array.isArray(found) && found.length !== 1)) return undefined;
    return {
      looks: true,
      question: { node, name, expect },
      id: spec.at.replace(':', '/'),
      title: spec.at,
      expected: sayExpectation(expect, 'an interface'),
      nodes: [node],
      tools: ['ip'],
    };
  },
  run: ({ node, name, expect }, runner) =>
    show(
      {
        node,
        argv: ['ip', '-j', '-d', 'addr', 'show', 'dev', name],
        expect,
        read: (rows) => rows.map(readInterface),
        failure: notThere,
      },
      runner,
    ),
});

const split = (at: string): readonly [string, string] => {
  const colon = at.indexOf(':');
  return [at.slice(0, colon), at.slice(colon + 1)];
};

const notThere = ({ exit, stderr }: Outcome): readonly ShownRow[] | undefined =>
  exit === 1 && /Device "[^"]*" does not exist/.test(stderr) ? [] : undefined;

/** `up` means set up and with a carrier: LOWER_UP. */
export const readInterface = (row: ShownRow): Facts =>
  facts({
    state: row.flags?.includes('UP') && row.flags.includes('LOWER_UP') ? 'up' : 'down',
    mtu: row.mtu,
    addresses: (row.addr_info ?? []).map((info: ShownRow) => `${info.local}/${info.prefixlen}`),
    macaddress: row.address,
    master: row.master,
    type: row.linkinfo?.info_kind,
    link: row.link,
    vlan: row.linkinfo?.info_kind === 'vlan' ? row.linkinfo.info_data?.id : undefined,
    mode: row.linkinfo?.info_data?.mode,
  });

function expectationOf(spec: Spec['expect'], asker: ReferenceResolver): Wanted | 'none' | undefined {
  if (spec === 'none') return 'none';
  const mac = spec.macaddress && asker.mac(spec.macaddress, asker.at('expect', 'macaddress'));
  if (spec.macaddress && mac === undefined) return undefined;
  return {
    ...wanted({ state: spec.state, mtu: spec.mtu }),
    ...(spec.addresses
      ? { addresses: { all: spec.addresses.map((text) => formatCidr(parseCidr(text)!)) } }
      : {}),
    ...wanted({ macaddress: mac?.toLowerCase(), master: spec.master, type: spec.type }),
    ...wanted({ link: spec.link, vlan: spec.vlan, mode: spec.mode }),
  };
}
