/**
 * Sets of addresses, ports and other sets. Rules match them with `-m set --match-set NAME src`: one rule instead of one
 * per member. Sets are created before their members, plain sets before lists of sets (`list:set`), and all sets before
 * the rules. One `ipset restore` loads them all.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { integer, sentence, word } from '../base/scalar.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { Step } from '../model/plan.ts';
import { defineFeature } from './feature.ts';
import { readMember } from './ipset-member.ts';
import { refuseTwice } from './refuse-twice.ts';

const types = [
  ...(['hash:ip', 'hash:net', 'hash:ip,port', 'hash:ip,port,ip', 'hash:ip,port,net'] as const),
  ...(['hash:net,port', 'hash:net,net', 'hash:net,iface', 'bitmap:port', 'list:set'] as const),
] as const;

const set = z.strictObject({
  type: word(types).describe('Type of the set, as in ipset(8)'),
  family: word(['ipv4', 'ipv6']).default('ipv4').describe('Address family of its members'),
  maxelem: integer(1, 4_294_967_295).optional().describe('Maximum number of members (default: 65536)'),
  members: z
    .array(z.string())
    .default([])
    .describe('Addresses, prefixes or nodes, followed by the other parts of the type: web,tcp:80'),
  about: sentence().optional().describe('Reason for the set; the plan prints it'),
});

const schema = z.record(z.string().meta({ title: 'name' }), set);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    ipsets: z.input<typeof schema>;
  }
}

interface Member {
  readonly text: string;
  readonly source: Source;
}

interface Set {
  readonly name: string;
  readonly type: (typeof types)[number];
  readonly options: readonly string[];
  readonly members: readonly Member[];
  readonly about?: string;
  readonly source: Source;
}

export const ipsets = defineFeature<Spec, readonly Set[]>({
  key: 'ipsets',
  about: 'Sets of addresses and ports for rules to match',
  trust: 'no',
  schema,
  requires: (sets) => (sets.length > 0 ? { kernel: ['ip_set'] } : {}),
  resolve: (spec, asker) =>
    Object.entries(spec).map(([name, one]) => {
      // IPSET_MAXNAMELEN is 32, with the NUL (linux/netfilter/ipset/ip_set.h).
      if (!/^[A-Za-z0-9_.:][A-Za-z0-9_.:-]{0,30}$/.test(name))
        asker.refuse({
          code: 'ipset-name',
          message: `invalid set name "${name}": use at most 31 letters, digits, "-", "_", "." and ":"`,
          at: asker.keyAt(name),
        });
      const members = one.members.flatMap((text, i) => {
        const at = asker.at(name, 'members', i);
        const read = readMember(text, one.type, one.family === 'ipv6' ? 6 : 4, at, asker);
        if (read !== undefined && one.type === 'list:set') requireSet(read, spec, at, asker);
        return read === undefined ? [] : [{ text: read, source: at }];
      });
      refuseTwice(members, asker, {
        code: 'ipset-twice',
        key: ({ text }) => text,
        name: ({ text }) => `${text} in the set ${name}`,
      });
      return {
        name,
        type: one.type,
        options: optionsOf(one),
        members,
        ...(one.about ? { about: one.about } : {}),
        source: asker.keyAt(name),
      };
    }),
  plan: (sets, scope) => sets.flatMap((one) => steps(one, scope)),
});

function optionsOf({ type, family, maxelem }: Spec[string]): readonly string[] {
  if (type === 'list:set') return maxelem === undefined ? [] : ['size', String(maxelem)];
  // All ports, as kube-proxy does.
  if (type === 'bitmap:port') return ['range', '0-65535'];
  return [
    ...['family', family === 'ipv6' ? 'inet6' : 'inet'],
    ...(maxelem === undefined ? [] : ['maxelem', String(maxelem)]),
  ];
}

function requireSet(member: string, spec: Spec, at: Source, asker: NodeAsker): void {
  if (Object.hasOwn(spec, member) && spec[member]!.type !== 'list:set') return;
  const known = () => Object.keys(spec).filter((one) => spec[one]!.type !== 'list:set');
  asker.refuse({
    code: 'unknown-ipset',
    message: `unknown set "${member}" in ${asker.node}; a list can contain only sets that are not lists`,
    at,
    known,
    word: member,
  });
}

function steps({ name, type, options, members, about, source }: Set, { node }: PlanScope): readonly Step[] {
  const lists = type === 'list:set';
  const common = { stage: 'sets', node: node.name } as const;
  return [
    {
      ...common,
      id: `${node.name}/ipset/${name}`,
      level: lists ? 1 : 0,
      source,
      reason: about ?? `Create the set ${name}, which rules of ${node.name} match.`,
      kind: 'ipset',
      name,
      type,
      options,
    },
    ...members.map(
      (member): Step => ({
        ...common,
        id: `${node.name}/ipset/${name}/${member.text}`,
        level: lists ? 2 : 1,
        source: member.source,
        reason: `${member.text} is a member of the set ${name}.`,
        kind: 'ipset-member',
        set: name,
        member: member.text,
      }),
    ),
  ];
}
