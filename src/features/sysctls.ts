/** Kernel settings of a node: `net.*` only, because nothing else is per network namespace. */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import type { Feature } from './feature.ts';

const schema = z.record(
  z.string(),
  z.string().describe('Words, separated by blanks where a setting takes several'),
);
type Spec = z.output<typeof schema>;

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly source: Source;
}

/** Names between dots as sysctl(8) has them; a dot inside a name is written as a slash. */
const keyPattern = /^net(\.[A-Za-z0-9_/+@=-]+)+$/;
const valuePattern = /^-?[A-Za-z0-9_.-]+( -?[A-Za-z0-9_.-]+)*$/;

/** What the settings that labs are made of do, for the plan. */
const reasons: readonly [RegExp, (node: string, match: RegExpMatchArray, value: string) => string][] = [
  [
    /^net\.ipv4\.ip_forward$/,
    (node, _, v) =>
      v === '1' ? `${node} forwards IPv4 packets: it is a router.` : `${node} forwards nothing.`,
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
  [/\.([^.]+)\.accept_ra$/, (_, m) => `No router advertisement changes ${m[1]}.`],
];

export const sysctls: Feature<Spec, readonly Setting[]> = {
  key: 'sysctls',
  about: 'Kernel settings under net.',
  schema,
  resolve: (spec, asker) =>
    Object.entries(spec).map(([key, value]) => {
      if (!keyPattern.test(key) || key.split('.').some((name) => /^\/|\/$|^\.*$/.test(name)))
        asker.refuse({
          code: 'sysctl-key',
          message: `"${key}" is no setting of a network namespace`,
          at: asker.keyAt(key),
          hint: 'keys begin with net.; a dot inside an interface name is a slash: net.ipv4.conf.flannel/1.rp_filter',
        });
      const words = asker.text(value, asker.at(key)).trim().replace(/\s+/g, ' ');
      if (!valuePattern.test(words))
        asker.refuse({
          code: 'sysctl-value',
          message: `"${words}" is no value for ${key}`,
          at: asker.at(key),
        });
      return { key, value: words, source: asker.at(key) };
    }),
  plan: (settings, scope) =>
    settings.map(({ key, value, source }) => ({
      kind: 'sysctl',
      id: `${scope.node.name}/sysctl/${key}`,
      stage: 'sysctls',
      level: 0,
      node: scope.node.name,
      source,
      reason: reason(key, value, scope.node.name),
      key,
      value,
    })),
};

function reason(key: string, value: string, node: string): string {
  for (const [pattern, say] of reasons) {
    const match = key.match(pattern);
    if (match) return say(node, match, value);
  }
  return `${node} sets ${key}.`;
}
