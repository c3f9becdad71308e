/** The addresses of a trace, from the names on the command line. */
import { parseIp } from '../../../base/cidr.ts';
import { suggest } from '../../../base/suggest.ts';
import type { Caller } from '../../../engine/caller.ts';
import { findLiveNode, type UpLab } from '../../../engine/find-up.ts';
import { readAddresses } from '../../../engine/node-addresses.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import { findService, readServiceName, type ServiceName } from '../../../expand/service-names.ts';
import type { LabServicePort } from '../../../model/lab.ts';
import { namespaceFiles } from '../../../model/owned.ts';

/** The address of `--source`, or the sender's on `node:interface`, of the destination's family. */
export async function findSource(
  option: unknown,
  via: string | undefined,
  to: string,
  from: string,
  lab: UpLab,
): Promise<string | undefined> {
  if (option !== undefined && !parseIp(String(option)))
    throw new UsageError(`"${option}" is not an address`, 'an example: --source 192.0.2.1');
  if (option !== undefined || via === undefined) return option === undefined ? undefined : String(option);
  const node = await findLiveNode(lab, from);
  const all = (await readAddresses(lab.place, [node])).get(from) ?? [];
  const own = all
    .filter((one) => one.interface === via)
    .map((one) => one.address.split('/')[0]!)
    .find((one) => one.includes(':') === to.includes(':'));
  if (own === undefined)
    throw new UsageError(
      `${from} has no ${to.includes(':') ? 'IPv6' : 'IPv4'} address on ${via}`,
      `it has ${all.map((one) => `${one.interface} ${one.address}`).join(', ') || 'none'}`,
    );
  return own;
}

interface Destination {
  readonly address: string;
  /** The port of a service that has only one, or the named one. */
  readonly only?: LabServicePort;
}

/** `to` is an address, a node, `node:interface` or a service. */
export async function findDestination(
  to: string,
  from: string,
  lab: UpLab,
  caller: Caller,
): Promise<Destination> {
  const named = readServiceName(to);
  return named ? serviceOf(named, lab, caller) : { address: await addressOf(to, from, lab) };
}

/** The plan has no services, so the lab's file is compiled. */
async function serviceOf(named: ServiceName, lab: UpLab, caller: Caller): Promise<Destination> {
  const { builtLab } = await import('../../../engine/built-lab.ts');
  const { services } = builtLab(lab, caller).lab;
  if (!services) throw new UsageError(`${lab.journal.lab} has no services`, 'name a node or an address');
  const found = findService(named, new Map(services.map((one) => [one.name, one])));
  if ('code' in found) {
    const known = found.known ?? [];
    const near = suggest(found.code === 'unknown-port' ? named.port! : named.name, known);
    const all = known.length > 0 ? `it has: ${known.join(', ')}` : undefined;
    throw new UsageError(found.message, near === undefined ? all : `did you mean ${near}?`);
  }
  const { address, ports } = found;
  return { address, ...(ports.length === 1 ? { only: ports[0]! } : {}) };
}

/** An address, or the address of a node that its name resolves to in the sender. */
async function addressOf(to: string, from: string, lab: UpLab): Promise<string> {
  if (parseIp(to)) return to;
  const [name = '', wanted] = to.split(/:(.*)/, 2);
  const node = await findLiveNode(lab, name);
  const sender = lab.journal.nodes.find((one) => one.name === from);
  if (wanted === undefined && sender) {
    const hosts = (await lab.place.read(`${namespaceFiles(sender.namespace)}/hosts`)) ?? '';
    const known = hosts.split('\n').find((line) => line.split(/\s+/).slice(1).includes(name));
    if (known) return known.split(/\s+/)[0]!;
  }
  const all = (await readAddresses(lab.place, [node])).get(name) ?? [];
  const found = all.find((one) => wanted === undefined || one.interface === wanted);
  if (found) return found.address.split('/')[0]!;
  const near =
    wanted === undefined
      ? undefined
      : suggest(
          wanted,
          all.map((one) => one.interface),
        );
  throw new UsageError(
    wanted === undefined ? `${name} has no address` : `${name} has no address on ${wanted}`,
    near ? `did you mean "${name}:${near}"?` : 'give an address in its place',
  );
}
