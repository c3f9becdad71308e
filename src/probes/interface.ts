/** An interface as it is now: whether it exists, is up, and what it has. */
import * as z from 'zod';
import { formatCidr, parseCidr } from '../base/cidr.ts';
import { cidr, integer, interfaceName, macRef, oneOrMore, word } from '../base/scalar.ts';
import type { Asker } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import { type Facts, facts, type Wanted, wanted } from './facts.ts';
import type { Probe } from './probe.ts';
import { type Expectation, looksOnly, type Row, sayExpectation, show } from './show.ts';

const schema = z.strictObject({
  at: z
    .string()
    .regex(/^[^:\s]+:\S+$/, { error: 'expected node:interface' })
    .meta({ title: '`node:interface`' })
    .describe('Which one'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        state: word(['up', 'down']).optional().describe('up: set up, and with a carrier'),
        mtu: integer(0, 2_147_483_647).optional().describe('Its MTU now; lo has 65536, a VRF 65575'),
        addresses: oneOrMore(cidr()).optional().describe('It has these; it may have more'),
        macaddress: macRef().optional().describe('Its MAC'),
        master: interfaceName().optional().describe('The bridge that it is a port of'),
        type: z.string().optional().describe('As ip -d link shows it: veth, bridge, vxlan'),
        link: interfaceName().optional().describe('The interface of the same node that it stands on'),
        vlan: integer(1, 4094).optional().describe('The tag of its frames there, of a vlan'),
        mode: z.string().optional().describe('Of a macvlan or ipvlan: bridge, l2'),
      }),
    ])
    .describe('That there is none, or what it has'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly name: string;
  readonly expect: Expectation;
}

export const interfaceProbe: Probe<Spec, Question> = {
  name: 'interface',
  about: 'An interface as it is now',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const [node, name] = split(spec.at);
    // `none` may name what the lab does not have: that it is not there is the question.
    const found =
      spec.expect === 'none' ? asker.select(node, asker.at('at')) : asker.interface(spec.at, asker.at('at'));
    const expect = expectationOf(spec.expect, asker);
    if (!found || expect === undefined || (Array.isArray(found) && found.length !== 1)) return undefined;
    return {
      ...looksOnly,
      question: { node, name, expect },
      id: spec.at.replace(':', '/'),
      title: spec.at,
      expected: sayExpectation(expect, 'it exists'),
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
};

const split = (at: string): readonly [string, string] => {
  const colon = at.indexOf(':');
  return [at.slice(0, colon), at.slice(colon + 1)];
};

const notThere = ({ exit, stderr }: Outcome): readonly Row[] | undefined =>
  exit === 1 && /Device "[^"]*" does not exist/.test(stderr) ? [] : undefined;

/** `up` is that its owner has set it up and that it has a carrier: LOWER_UP. */
export const readInterface = (row: Row): Facts =>
  facts({
    state: row.flags?.includes('UP') && row.flags.includes('LOWER_UP') ? 'up' : 'down',
    mtu: row.mtu,
    addresses: (row.addr_info ?? []).map((info: Row) => `${info.local}/${info.prefixlen}`),
    macaddress: row.address,
    master: row.master,
    type: row.linkinfo?.info_kind,
    link: row.link,
    vlan: row.linkinfo?.info_kind === 'vlan' ? row.linkinfo.info_data?.id : undefined,
    mode: row.linkinfo?.info_data?.mode,
  });

function expectationOf(spec: Spec['expect'], asker: Asker): Wanted | 'none' | undefined {
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
