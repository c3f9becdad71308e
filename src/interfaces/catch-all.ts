/**
 * The fallback tunnel devices. Loading a module creates them in every network namespace: ipip a tunl0, ip_gre a gre0,
 * gretap0 and erspan0, sit a sit0 (measured on Linux 6.1, in existing and in new namespaces). A fallback device has
 * neither local nor remote. It receives the packets that match no other tunnel of its type. Calico's IPIP uses such a
 * tunl0.
 *
 * So the step sets the device up instead of adding it ("File exists"). Only the settings of every interface can be
 * changed. The kernel rejects local, remote and ttl ("Invalid argument"), a new name and deletion.
 *
 * netlab does not load the module first. `ip link set tunl0` looks the name up, and for an unknown name the kernel
 * loads netdev-tunl0, an alias of ipip (dev_load, net/core/dev_ioctl.c). This needs CAP_NET_ADMIN in the initial user
 * namespace. In a rootless place the module must already be loaded.
 *
 * If the host sets net.core.fb_tunnels_only_for_init_net to 1 or 2 (not the default), new namespaces have no fallback
 * devices. This step then fails: "Cannot find device".
 */
import type { PlanScope } from '../model/context.ts';
import type { LabInterface } from '../model/lab.ts';
import type { LinkSetStep } from '../steps/link-set.ts';
import { linkFields, stateFields } from './device.ts';
import type { InterfaceAsker } from './interface-type.ts';

/** Rejects every key of the type, except values that the device has anyway. */
export function withoutSettings<T extends Readonly<Record<string, unknown>>>(
  spec: T,
  asker: InterfaceAsker,
): Omit<T, 'local' | 'remote'> {
  const { local, remote, ...rest } = spec;
  for (const [key, value] of Object.entries({ ...spec }))
    if (value !== undefined && value !== (key === 'path-mtu-discovery'))
      asker.refuse({
        code: 'catch-all-settings',
        message: `${asker.name} is the kernel's fallback tunnel in every namespace; its ${key} cannot be set`,
        at: asker.keyAt(key),
        hint: 'give the tunnel another name, or remove the key',
      });
  return rest;
}

export const catchAllStep = (iface: LabInterface, scope: PlanScope, kernelModule: string): LinkSetStep => ({
  kind: 'link-set',
  id: `${scope.node.name}/link/${iface.name}`,
  stage: iface.master === undefined ? 'bridges' : 'devices',
  level: 0,
  node: scope.node.name,
  reason:
    iface.about ??
    `${iface.name} is the fallback device of the module ${kernelModule}: it receives packets that match no other tunnel.`,
  source: iface.source,
  name: iface.name,
  ...linkFields(iface),
  ...stateFields(iface),
  up: iface.up,
});
