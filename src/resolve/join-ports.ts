/** The ports of bridges, bonds and VRFs, and the lower interfaces of devices: all in the same node. */
import type { Faults } from '../base/diagnostic.ts';
import { typeNamed } from '../interfaces/implied.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import type { PortFault, Ports } from '../interfaces/interface-type.ts';
import type { DeviceKeys } from '../model/opaque.ts';
import type { Spec } from '../model/spec.ts';
import type { DraftInterface, DraftNode } from './draft.ts';

export function joinPorts(node: DraftNode, spec: Spec, faults: Faults): void {
  for (const own of node.interfaces.values()) {
    if (!own.path) continue;
    const known = () => [...node.interfaces.keys()].filter((name) => name !== own.name);
    const path = own.path;
    const { ports } = interfaceTypes.get(own.type);
    ports?.of(own.own).forEach((name, p) => {
      const fault = join(name, own, ports, node);
      if (fault)
        faults.add({
          ...(fault.code === unknown ? { known, word: name } : {}),
          ...fault,
          at: spec.at([...path, 'interfaces', p]),
        });
    });
    for (const lower of own.lower)
      if (!node.interfaces.has(lower) || lower === own.name)
        faults.add({ ...noInterface(node, lower), at: spec.at([...path, 'link']), known, word: lower });
  }
}

function join(
  name: string,
  own: DraftInterface,
  ports: Ports<DeviceKeys>,
  node: DraftNode,
): PortFault | undefined {
  const port = node.interfaces.get(name);
  if (port === own) return { code: 'port-twice', message: `${name} cannot be a port of itself` };
  const type = port ? interfaceTypes.get(port.type) : typeNamed(name);
  const never = type?.neverPort?.(name, own.type);
  if (never) return never;
  if (!port) return noInterface(node, name);
  const refused = ports.refuses?.(port, own);
  if (refused) return refused;
  const before = port.master ?? port.vrf;
  if (before !== undefined) return { code: 'port-twice', message: `${name} is already a port of ${before}` };
  port[ports.table ? 'vrf' : 'master'] = own.name;
  if (ports.joinDown) port.opened = true;
  return undefined;
}

const unknown = 'unknown-interface';

const noInterface = (node: DraftNode, name: string): PortFault => ({
  code: unknown,
  message: `${node.name} has no interface "${name}"`,
});
