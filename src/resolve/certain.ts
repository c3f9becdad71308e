import type { Gaps } from '../model/spec.ts';

/**
 * Errors that are reliable even if faulty parts of the lab have been removed. All others may be consequences: a gateway is not
 * on a link if the address with the typing error was removed. They are reported in the next run.
 */
const always: ReadonlySet<string> = new Set([
  ...[
    'endpoint-twice',
    'address-without-end',
    'segment-name',
    'duplicate-name',
    'interface-name',
    'loopback',
  ],
  ...['duplicate-address', 'overlapping-subnets', 'addressed-port', 'port-twice', 'bridge-in-bridge'],
  ...['bond-port', 'interface-loop', 'bridge-ports', 'neighbor-table', 'host-bits', 'mixed-families'],
  ...['link-taken', 'own-mac', 'vlan-twice', 'port-vlan-twice', 'two-pvids', 'pvid-without-vlan'],
  ...['route-twice', 'route-keys', 'fdb-twice', 'neighbor-twice', 'policy-twice'],
  ...['sysctl-key', 'sysctl-value', 'unknown-table', 'modprobe', 'rule-command', 'rule-family', 'chain-name'],
  ...['rule-word', 'unbalanced-quote', 'empty-command', 'file-path', 'port-range', 'negative-control'],
]);

/** "Unknown" errors are reliable only if nothing that could define the name was removed. */
const unlessGone: ReadonlyMap<string, readonly Gaps[]> = new Map([
  ['unknown-node', ['values', 'interfaces']],
  ['unknown-reference', ['values', 'interfaces']],
  ['unknown-interface', ['values']],
]);

export const certain = (code: string, missing: Gaps): boolean =>
  missing === 'nothing' || always.has(code) || (unlessGone.get(code)?.includes(missing) ?? false);
