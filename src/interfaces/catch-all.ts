/**
 * The tunnels that exist by themselves: loading ipip gives every network namespace a tunl0, ip_gre a gre0, gretap0 and erspan0, sit
 * a sit0 (measured on Linux 6.1, in namespaces that were there before and in those made later). Each has neither local nor
 * remote: it takes in what no other tunnel of its type does, and can do nothing else. Calico's IPIP is such a tunl0.
 *
 * So it is not added ("File exists") but set, and only what every interface has can be set: local, remote, ttl are refused by the
 * kernel ("Invalid argument"), and it can neither be renamed nor deleted. Nor is its module loaded first: `ip link set tunl0`
 * asks the kernel for a name, and a name that is missing makes it load netdev-tunl0, which ipip is an alias of (dev_load,
 * net/core/dev_ioctl.c). That needs CAP_NET_ADMIN over the machine: in a rootless place the module must be there.
 *
 * With net.core.fb_tunnels_only_for_init_net = 1 or 2 on the host, which is not a default, new namespaces have none of them, and
 * this step fails: "Cannot find device".
 */
import type { PlanScope } from '../model/context.ts';
import type { LabInterface } from '../model/lab.ts';
import type { LinkSetStep } from '../steps/link-set.ts';
import { linkFields, stateFields } from './device.ts';
import type { InterfaceAsker } from './interface-type.ts';

/** Every key of its own is refused, unless it says what is so anyway. */
export function withoutSettings<T extends Readonly<Record<string, unknown>>>(
  spec: T,
  asker: InterfaceAsker,
): Omit<T, 'local' | 'remote'> {
  const { local, remote, ...rest } = spec;
  for (const [key, value] of Object.entries({ ...spec }))
    if (value !== undefined && value !== (key === 'path-mtu-discovery'))
      asker.refuse({
        code: 'catch-all-settings',
        message: `${asker.name} is the kernel's own tunnel, in every namespace, and takes no ${key}`,
        at: asker.keyAt(key),
        hint: 'give the tunnel another name, or leave the key out',
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
    `${iface.name} is there with the module ${kernelModule}, which naming it loads: it takes what no other tunnel takes.`,
  source: iface.source,
  name: iface.name,
  ...linkFields(iface),
  ...stateFields(iface),
  up: iface.up,
});
