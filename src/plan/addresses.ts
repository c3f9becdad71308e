import { parseCidr } from '../base/cidr.ts';
import type { PlanScope } from '../model/context.ts';
import type { LabAddress } from '../model/lab.ts';
import type { AddressStep } from '../steps/address.ts';

/** Addresses, in the order of the lab: the first of a subnet becomes the source address of packets. */
export const addressSteps = ({ node }: PlanScope): readonly AddressStep[] =>
  node.interfaces.flatMap((iface) =>
    iface.addresses.map(
      (address, i): AddressStep => ({
        kind: 'address',
        id: `${node.name}/address/${iface.name}/${address.cidr}`,
        stage: 'addresses',
        level: i,
        node: node.name,
        reason: `${node.name} has the address ${address.cidr.split('/')[0]} on ${iface.name}.`,
        source: address.source,
        cidr: address.cidr,
        dev: iface.name,
        ...(iface.broadcast && hasBroadcast(address) ? { broadcast: true } : {}),
        ...(address.noprefixroute ? { noprefixroute: true } : {}),
      }),
    ),
  );

/** A /31 and a /32 have no broadcast address (RFC 3021). */
const hasBroadcast = ({ cidr, family }: LabAddress): boolean => family === 4 && parseCidr(cidr)!.length < 31;
