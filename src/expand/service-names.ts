/**
 * `to: service/web` in a check: the cluster IP of a service, and its port if it has only one. `service/web:http` selects a port by its
 * name. `web.default.svc` is the same service. The name of a service in another namespace is written this way.
 */
import type { Fault, Faults } from '../base/diagnostic.ts';
import { type Entry, find, type Mapping, mapParts, type Scalar, type Tree } from '../base/tree.ts';
import { loads } from '../loads/index.ts';
import type { LabService, LabServicePort } from '../model/lab.ts';
import { isNull } from './merge.ts';

export type ServicesByName = ReadonlyMap<string, LabService>;

const withPorts: readonly string[] = ['tcp', 'udp', 'http', ...loads.names];
const destinations: readonly string[] = ['to', 'server'];
const written = /^(?:service\/([a-z0-9-]+)|([a-z0-9-]+)\.([a-z0-9-]+)\.svc)(?::([a-z0-9-]+))?$/;

/** The checks with addresses and ports of services. The controls must be written out. */
export function resolveServices(checks: Tree, all: readonly LabService[] | undefined, faults: Faults): Tree {
  if (!all) return checks;
  const services: ServicesByName = new Map(all.map((one) => [one.name, one]));
  const walk = (tree: Tree, probe: string): Tree => {
    const parts = mapParts(tree, (part, key) =>
      walk(part, key === undefined || key === 'control' ? probe : key),
    );
    return parts.kind === 'map' ? inBody(parts, withPorts.includes(probe), services, faults) : parts;
  };
  return walk(checks, '');
}

function inBody(body: Mapping, hasPort: boolean, services: ServicesByName, faults: Faults): Mapping {
  let port: Entry | undefined;
  const replace = (tree: Tree): Tree => {
    const found = tree.kind === 'scalar' ? serviceAt(tree, services, faults) : undefined;
    if (!found) return tree;
    if (found.port !== undefined)
      port = { key: 'port', keyAt: tree.at, value: { kind: 'scalar', text: found.port, at: tree.at } };
    return found.address;
  };
  const entries = body.entries.map((entry) => {
    if (!destinations.includes(entry.key)) return entry;
    const { value } = entry;
    const next = value.kind === 'list' ? mapParts(value, replace) : replace(value);
    return next === value ? entry : { ...entry, value: next };
  });
  if (entries.every((entry, i) => entry === body.entries[i])) return body;
  return { ...body, entries: hasPort && port && !find(body, 'port') ? [...entries, port] : entries };
}

interface Destination {
  readonly address: Scalar;
  /** Undefined if the check must name one of several. */
  readonly port: string | undefined;
}

function serviceAt(tree: Scalar, services: ServicesByName, faults: Faults): Destination | undefined {
  const named = isNull(tree) ? undefined : readServiceName(tree.text!);
  const found = named && findService(named, services);
  if (!found) return undefined;
  if ('code' in found) {
    faults.add({ ...found, at: tree.at });
    // In place of the unknown port, whose absence is a consequence of this fault.
    return { address: { ...tree }, port: '1' };
  }
  const { address, ports } = found;
  return {
    address: { ...tree, text: address },
    port: ports.length === 1 ? String(ports[0]!.port) : undefined,
  };
}

export interface ServiceName {
  /** `default/web`. */
  readonly name: string;
  readonly port: string | undefined;
}

/** Undefined for other text. */
export function readServiceName(text: string): ServiceName | undefined {
  const [, short, name = short, namespace = 'default', port] = written.exec(text) ?? [];
  return name === undefined ? undefined : { name: `${namespace}/${name}`, port };
}

interface FoundService {
  readonly address: string;
  /** The named port, or all. */
  readonly ports: readonly LabServicePort[];
}

type ServiceFault = Pick<Fault, 'code' | 'message'> & { readonly known?: readonly string[] };

export function findService(
  { name, port }: ServiceName,
  services: ServicesByName,
): FoundService | ServiceFault {
  const service = services.get(name);
  if (!service)
    return {
      code: 'unknown-service',
      message: `the cluster has no service "${name}"`,
      known: [...services.keys()],
    };
  if (service.address === undefined)
    return {
      code: 'no-address',
      message: `${name} has no cluster IP: write the pods, or ask for its name with dns`,
    };
  const ports = service.ports.filter((one) => port === undefined || one.name === port);
  if (ports.length > 0) return { address: service.address, ports };
  return {
    code: 'unknown-port',
    message: `${name} has no port "${port}"`,
    known: service.ports.flatMap((one) => one.name ?? []),
  };
}
