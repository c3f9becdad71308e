/** Kernel settings of a node: only `net.*`, because nothing else is per network namespace. */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { boolean, sentence } from '../base/scalar.ts';
import type { NodeAsker } from '../model/context.ts';
import { defineFeature } from './feature.ts';

const schema = z.record(
  z.string().meta({ title: 'setting' }),
  z.union([
    z.string().describe('Value; words separated by blanks if the setting has several'),
    z.strictObject({
      value: z.string().describe('Value'),
      about: sentence().optional().describe('Reason for the value; the plan prints it'),
      optional: boolean().default(false).describe('true: skip the setting if the kernel does not have it'),
    }),
  ]),
);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    sysctls: z.input<typeof schema>;
  }
}

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly about?: string;
  readonly optional?: true;
  readonly source: Source;
}

/** Names separated by dots, as in sysctl(8). A dot inside a name is written as a slash. */
const keyPattern = /^net(\.[A-Za-z0-9_/+@=-]+)+$/;
const valuePattern = /^-?[A-Za-z0-9_.-]+( -?[A-Za-z0-9_.-]+)*$/;

/** Loading ip_vs adds these settings to each namespace. */
const isIpvs = (key: string): boolean => key.startsWith('net.ipv4.vs.');

/** The effects of common settings, for the plan. */
const reasons: readonly [RegExp, (node: string, match: RegExpMatchArray, value: string) => string][] = [
  [
    /^net\.ipv4\.ip_forward$/,
    (node, _, v) =>
      v === '1' ? `${node} forwards IPv4 packets: it is a router.` : `${node} does not forward IPv4 packets.`,
  ],
  [/^net\.ipv6\.conf\.all\.forwarding$/, (node) => `${node} forwards IPv6 packets: it is a router.`],
  [
    /\.([^.]+)\.rp_filter$/,
    (_, m, v) => `Reverse path check on ${m[1]}: ${['off', 'strict', 'loose'][Number(v)] ?? v}.`,
  ],
  [
    /\.([^.]+)\.proxy_arp$/,
    (node, m) => `${node} answers ARP on ${m[1]} for addresses that it can route to.`,
  ],
  [/\.([^.]+)\.route_localnet$/, (_, m) => `127.0.0.0/8 may be routed through ${m[1]}.`],
  [
    /^net\.ipv4\.vs\.conntrack$/,
    () => 'Connection tracking sees the packets of IPVS, so rules can masquerade them.',
  ],
  [/\.([^.]+)\.accept_ra$/, (_, m) => `${m[1]} ignores router advertisements.`],
];

export const sysctls = defineFeature<Spec, readonly Setting[]>({
  key: 'sysctls',
  about: 'Kernel settings under net',
  trust: 'no',
  schema,
  resolve: (spec, asker) =>
    Object.entries(spec).map(([key, written]) => {
      const {
        value,
        about = undefined,
        optional = false,
      } = typeof written === 'string' ? { value: written } : written;
      if (!keyPattern.test(key) || key.split('.').some((name) => /^\/|\/$|^\.*$/.test(name)))
        asker.refuse({
          code: 'sysctl-key',
          message: `"${key}" is not a setting of a network namespace`,
          at: asker.keyAt(key),
          ...(/^net(\/[A-Za-z0-9_.-]+)+$/.test(key) ? { suggestion: swapped(key) } : {}),
          hint: 'keys begin with net.; write a dot inside an interface name as a slash: net.ipv4.conf.flannel/1.rp_filter',
        });
      else if (isIpvs(key) && !asker.uses('ipvs'))
        asker.refuse({
          code: 'sysctl-ipvs',
          message: `${key} exists only after IPVS is loaded`,
          at: asker.keyAt(key),
          hint: `add ipvs: {} to ${asker.node}`,
        });
      else requireItsInterface(key, asker);
      const words = asker.text(value, asker.at(key)).trim().replace(/\s+/g, ' ');
      if (!valuePattern.test(words))
        asker.refuse({
          code: 'sysctl-value',
          message: `invalid value "${words}" for ${key}`,
          at: asker.at(key),
        });
      return {
        ...{ key, value: words, source: asker.at(key) },
        ...(about ? { about } : {}),
        ...(optional ? { optional } : {}),
      };
    }),
  requires: (settings) => ({
    kernel: settings.some(({ key, optional }) => key.startsWith('net.bridge.') && !optional)
      ? ['br_netfilter']
      : [],
  }),
  plan: (settings, scope) =>
    settings.map(({ key, value, about, optional, source }) => ({
      kind: 'sysctl',
      id: `${scope.node.name}/sysctl/${key}`,
      ...(isIpvs(key) ? { stage: 'ipvs', level: 2 } : { stage: 'sysctls', level: 0 }),
      node: scope.node.name,
      source,
      reason: about ?? reason(key, value, scope.node.name),
      key,
      value,
      ...(optional ? { optional } : {}),
    })),
});

/** sysctl(8) accepts both notations. If slashes separate the words, a dot is part of a word. */
const swapped = (key: string): string => key.replace(/[./]/g, (c) => (c === '/' ? '.' : '/'));

/** net.ipv4.conf.eth0.*: the interface must be one of the node, `all`, or `default`. */
function requireItsInterface(key: string, asker: NodeAsker): void {
  const name = key.match(/^net\.ipv[46]\.(?:conf|neigh)\.([^.]+)\./)?.[1]?.replaceAll('/', '.');
  const always = ['all', 'default', 'lo'];
  if (name === undefined || always.includes(name) || asker.has(name)) return;
  const dotted = asker.connected.find(
    (c) => c.interface.startsWith(`${name}.`) && key.includes(`.${c.interface}.`),
  );
  asker.refuse({
    code: 'unknown-interface',
    message: `${asker.node} has no interface "${name}"`,
    at: asker.keyAt(key),
    known: () => [...always, ...asker.connected.map((c) => c.interface.replaceAll('.', '/'))],
    ...(dotted ? { suggestion: dotted.interface.replaceAll('.', '/') } : { word: name }),
  });
}

function reason(key: string, value: string, node: string): string {
  for (const [pattern, say] of reasons) {
    const match = key.match(pattern);
    if (match) return say(node, match, value);
  }
  return `Set ${key} in ${node}.`;
}
