import { formatIp, nth, parseCidr } from '../base/cidr.ts';
import type { LinkFragment } from '../model/written.ts';
import type { ClusterNode, Fragment } from '../networks/network.ts';
import type { ClusterSpec } from './cluster-schema.ts';

/** The segment `underlay`, or `underlay1`, `underlay2` ... with `router` between them. */
export function underlay(spec: ClusterSpec, nodes: readonly ClusterNode[]): Fragment {
  const subnets = [...new Set(nodes.flatMap((node) => node.uplink?.subnet ?? []))];
  const routed = typeof spec.underlay === 'object';
  const gateway = (subnet: string) => formatIp(nth(parseCidr(subnet)!, 1)!);
  const length = (subnet: string) => parseCidr(subnet)!.length;
  const six = (subnet: string) => parseCidr(subnet)!.ip.family === 6;
  const links = subnets.map((subnet, s): LinkFragment => {
    const members = nodes.filter((node) => node.uplink?.subnet === subnet);
    const routerEnd = routed ? [{ end: `router:eth${s}`, address: gateway(subnet) }] : [];
    const ends = [
      ...routerEnd,
      ...members.map((node) => ({
        end: `${node.name}:${node.uplink!.interface}`,
        address: node.uplink!.address,
      })),
    ];
    return {
      name: routed ? `underlay${s + 1}` : 'underlay',
      segment: true,
      endpoints: ends.map(({ end }) => end),
      [six(subnet) ? 'ipv6' : 'ipv4']: ends.map(({ address }) => `${address}/${length(subnet)}`),
    };
  });
  const router = {
    sysctls: { [subnets.some(six) ? 'net.ipv6.conf.all.forwarding' : 'net.ipv4.ip_forward']: '1' },
  };
  const routedNodes = nodes
    .filter((node) => routed && node.uplink)
    .map(
      (node) =>
        [
          node.name,
          {
            routes: [
              {
                to: 'default',
                via: gateway(node.uplink!.subnet),
                about: `The router connects ${node.name} to the other subnets.`,
              },
            ],
          },
        ] as const,
    );
  const plain = nodes.map((node) => [node.name, { group: ['nodes'] }] as const);
  return {
    links,
    nodes: {
      ...(routed && subnets.length > 0 ? { router } : {}),
      ...Object.fromEntries(
        plain.map(([node, value]) => [node, { ...value, ...(Object.fromEntries(routedNodes)[node] ?? {}) }]),
      ),
    },
  };
}
