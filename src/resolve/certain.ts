import type { Missing } from '../model/spec.ts';

/**
 * Faults that stay faults when a part of the lab is left out because it is itself at fault. All others could be a consequence
 * (a gateway is on no link, because the address with the typing error is gone) and wait for the next look.
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
  ...['interface-loop', 'bridge-ports', 'neighbor-table', 'host-bits', 'mixed-families'],
  ...['link-taken', 'own-mac', 'vlan-twice', 'port-vlan-twice', 'two-pvids', 'pvid-without-vlan'],
  ...['route-twice', 'route-keys', 'fdb-twice', 'neighbor-twice', 'policy-twice'],
  ...['sysctl-key', 'sysctl-value', 'unknown-table', 'modprobe', 'rule-command', 'rule-family', 'chain-name'],
  ...['rule-word', 'unbalanced-quote', 'empty-command', 'file-path', 'port-range', 'negative-control'],
]);

/** What is unknown is so for certain as long as nothing that has the name is gone. */
const unlessGone: ReadonlyMap<string, readonly Missing[]> = new Map([
  ['unknown-node', ['values', 'interfaces']],
  ['unknown-reference', ['values', 'interfaces']],
  ['unknown-interface', ['values']],
]);

export const certain = (code: string, missing: Missing): boolean =>
  missing === 'nothing' || always.has(code) || (unlessGone.get(code)?.includes(missing) ?? false);
