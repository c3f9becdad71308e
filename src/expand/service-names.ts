/**
 * `to: service/web` in a check: the cluster IP of a service, and its port if it has only one. `service/web:http` selects a port by its
 * name. `web.default.svc` is the same service. The name of a service in another namespace is written this way.
 */
import type { Faults } from '../base/diagnostic.ts';
import { type Entry, find, type Mapping, mapParts, type Scalar, type Tree } from '../base/tree.ts';
import type { LabService } from '../model/lab.ts';
import { isNull } from './merge.ts';

type ServicesByName = ReadonlyMap<string, LabService>;

const withPorts: readonly string[] = ['tcp', 'udp', 'http'];
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
      port = { key: 'port', keyAt: tree.at, value: { ...found.address, text: String(found.port) } };
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

function serviceAt(
  tree: Scalar,
  services: ServicesByName,
  faults: Faults,
): { readonly address: Scalar; readonly port?: number } | undefined {
  const [, short, name = short, namespace = 'default', portName] =
    (isNull(tree) ? undefined : written.exec(tree.text!)) ?? [];
  if (name === undefined) return undefined;
  const service = services.get(`${namespace}/${name}`);
  const refuse = (code: string, message: string, known?: readonly string[]) => {
    faults.add({ code, message, at: tree.at, ...(known ? { known } : {}) });
    return undefined;
  };
  if (!service)
    return refuse('unknown-service', `the cluster has no service "${namespace}/${name}"`, [
      ...services.keys(),
    ]);
  if (service.address === undefined)
    return refuse(
      'no-address',
      `${namespace}/${name} has no cluster IP: write the pods, or ask for its name with dns`,
    );
  const ports = service.ports.filter((one) => portName === undefined || one.name === portName);
  if (ports.length === 0)
    return refuse(
      'unknown-port',
      `${namespace}/${name} has no port "${portName}"`,
      service.ports.flatMap((one) => one.name ?? []),
    );
  return {
    address: { ...tree, text: service.address },
    ...(ports.length === 1 ? { port: ports[0]!.port } : {}),
  };
}
