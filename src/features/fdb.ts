/**
 * Forwarding entries that are written and not learned. With `dst`, of a vxlan device itself: frames for this MAC go to that
 * peer (`self`); without, of the bridge that the interface is a port of (`master`). The all-zeros MAC stands for every
 * address that is not known; it may have several peers, hence `append`, and each then gets a copy (head-end replication).
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { groupBy } from '../base/group-by.ts';
import { addressRef, integer, interfaceName, macRef, sentence } from '../base/scalar.ts';
import { everyMac, type FdbStep } from '../steps/fdb.ts';
import type { Feature } from './feature.ts';
import { refuseTwice } from './refuse-twice.ts';
import { requireInterface } from './require-interface.ts';

const entry = z.strictObject({
  macaddress: macRef().describe('The MAC, or node:interface'),
  dev: interfaceName().describe('The vxlan device, or the port of a bridge'),
  dst: addressRef().optional().describe('The peer that has it behind this vxlan device'),
  vlan: integer(1, 4094).optional().describe('Only in this VLAN, on a port of a bridge that filters'),
  about: sentence().optional().describe('Why it exists; the plan prints it'),
});

const schema = z.array(entry);
type Spec = z.output<typeof schema>;

interface FdbEntry {
  /** As the lab says it; its `dst` is what the peer is called there. */
  readonly said: Spec[number];
  readonly mac: string;
  readonly dst?: string;
  readonly source: Source;
}

/** A bridge may have learned the address before it is told of it: then `add` says "File exists". */
const verb = ({ mac, dst }: FdbEntry): FdbStep['verb'] =>
  mac === everyMac ? 'append' : dst === undefined ? 'replace' : 'add';

/** Names of entries: the peer, as long as it is behind the device with one MAC only. */
function namer(all: readonly FdbEntry[]): (entry: FdbEntry) => string {
  const behind = ({ said: { dev, dst } }: FdbEntry) => `${dev} ${dst}`;
  const same = groupBy(
    all.filter(({ mac }) => mac !== everyMac),
    behind,
  );
  return (entry) => {
    const { mac } = entry;
    const { dev, dst: peer, vlan } = entry.said;
    if (mac === everyMac) return `all/${peer ?? dev}`;
    if (vlan !== undefined) return `${mac}/${vlan}`;
    if (peer === undefined) return mac;
    return same.get(behind(entry))!.length > 1 ? `${peer}/${mac}` : peer;
  };
}

export const fdb: Feature<Spec, readonly FdbEntry[]> = {
  key: 'fdb',
  about: 'Forwarding (fdb) entries that are written, not learned',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const all = spec.flatMap((item, i) => {
      requireInterface(item.dev, asker.at(i, 'dev'), asker);
      const mac = asker.mac(item.macaddress, asker.at(i, 'macaddress'));
      const dst = item.dst === undefined ? undefined : asker.address(item.dst, asker.at(i, 'dst'));
      if (mac === undefined || (item.dst !== undefined && dst === undefined)) return [];
      return [{ said: item, mac, source: asker.at(i), ...(dst ? { dst } : {}) }];
    });
    for (const { dst, said, source } of all)
      if (dst !== undefined && said.vlan !== undefined)
        asker.refuse({
          code: 'fdb-vlan',
          message: 'an entry with dst is of a vxlan device, which knows no VLANs',
          at: source,
          hint: 'leave vlan or dst out',
        });
    refuseTwice(all, asker, {
      code: 'fdb-twice',
      key: ({ mac, dst, said: { dev, vlan } }) =>
        `${dev} ${mac} ${mac === everyMac ? dst : ''} ${vlan ?? ''}`,
      name: ({ mac, said: { dev } }) => `an fdb entry for ${mac} on ${dev}`,
    });
    return all;
  },
  tunnels: (entries) => entries.flatMap(({ said: { dev }, dst }) => (dst ? [{ dev, address: dst }] : [])),
  plan: (entries, scope) => {
    const nameOf = namer(entries);
    return entries.map((entry) => {
      const { mac, dst, source } = entry;
      const { dev, dst: peer, vlan, about } = entry.said;
      return {
        kind: 'fdb' as const,
        id: `${scope.node.name}/fdb/${dev}/${nameOf(entry)}`,
        stage: 'neighbors' as const,
        level: 0,
        node: scope.node.name,
        source,
        reason:
          about ??
          (dst ? `Frames for ${mac} on ${dev} go to ${peer}.` : `Frames for ${mac} leave through ${dev}.`),
        verb: verb(entry),
        mac,
        dev,
        ...(dst ? { dst } : {}),
        ...(vlan === undefined ? {} : { vlan }),
      };
    });
  },
};
