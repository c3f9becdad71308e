/**
 * Kernel settings that no step wrote and that differ from those of a new namespace of the place. An interface copies the values
 * under `default` when it is created (inetdev_init in net/ipv4/devinet.c).
 */
import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import type { Finding } from './step-kind.ts';
import type { SysctlStep } from './sysctl.ts';
import { typedStep } from './typed-step.ts';

/** Settings of a namespace itself that labs and guides change. Those of its interfaces are all compared. */
export const watchedSettings = [
  'net.ipv4.fib_multipath_hash_policy',
  'net.ipv4.icmp_echo_ignore_all',
  'net.ipv4.icmp_echo_ignore_broadcasts',
  'net.ipv4.ip_default_ttl',
  'net.ipv4.ip_no_pmtu_disc',
  'net.ipv4.tcp_mtu_probing',
  'net.ipv6.icmp.echo_ignore_all',
] as const;

/** Values that the kernel chooses for an interface, or that follow from another setting. */
const chosen: readonly string[] = ['accept_redirects', 'mc_forwarding', 'disable_policy', 'disable_xfrm'];

export function extraSettings(
  { node, sysctls, fresh, links }: NodeState,
  own: readonly Step[],
): readonly Finding[] {
  if (!fresh) return [];
  const steps = own.filter((step): step is SysctlStep => step.kind === 'sysctl');
  const planned = new Map(steps.map(({ key, value }) => [key, value]));
  // Written after the interfaces exist, a default does not hold for them.
  const late = new Set(steps.flatMap(({ key, stage }) => (stage === 'baseline' ? [] : [key])));
  const forwarding = planned.get('net.ipv4.conf.all.forwarding') ?? planned.get('net.ipv4.ip_forward');
  const names = new Map(links.map(({ ifname }) => [String(ifname).replaceAll('.', '/'), String(ifname)]));
  // A WireGuard interface turns redirects off, its own and those of the node, when it is set up (wg_open in drivers/net/wireguard).
  const wireguards = links.filter(({ linkinfo }) => linkinfo?.info_kind === 'wireguard');
  const tunnels = wireguards.map(({ ifname }) => String(ifname).replaceAll('.', '/'));
  const wanted = (key: string): string | undefined => {
    const [, interfaceName = '', setting = ''] = /^net\.ipv4\.conf\.([^.]+)\.([^.]+)$/.exec(key) ?? [];
    if (setting === '') return fresh[key];
    if (chosen.includes(setting)) return undefined;
    if (setting === 'send_redirects' && tunnels.length > 0 && ['all', ...tunnels].includes(interfaceName))
      return undefined;
    if (setting === 'forwarding')
      // With a wrong ip_forward, all others follow.
      return sysctls['net.ipv4.ip_forward'] === forwarding ? forwarding : undefined;
    if (['all', 'default'].includes(interfaceName)) return fresh[key];
    const template = `net.ipv4.conf.default.${setting}`;
    if (late.has(template) || !names.has(interfaceName)) return undefined;
    return planned.get(template) ?? fresh[template];
  };
  return Object.entries(sysctls).flatMap(([key, value]) => {
    if (planned.has(key) || key === 'net.ipv4.ip_forward') return [];
    const should = wanted(key);
    if (should === undefined || should === value) return [];
    const id = `${node}/sysctl/${key}`;
    return [
      {
        why: `${node}'s ${key} is ${value} and should be ${should}`,
        argv: ['sysctl', key],
        ...{ id, mend: [typedStep(node, id, ['sysctl', '-qw', `${key}=${should}`])] },
      },
    ];
  });
}
