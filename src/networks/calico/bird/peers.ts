/**
 * BGP sessions (bird.cfg.template): a full mesh of all nodes, and sessions with external peers. Two connections at once
 * would abort a graceful restart. So the node with the lower address waits for the other to connect (`passive on`).
 * Within one AS a session is multihop by default, in BIRD 1 and in BIRD 2.
 *
 * Calico uses a connect delay of 2 s, a connect retry time of 5 s, and an error wait time of 5 to 30 s. Here these are
 * 1, 1, and 1 to 5, the minimum of BIRD. There is no other difference.
 */
import type { CalicoNode } from '../calico-node.ts';

/** A BGPPeer of every node. */
export interface BgpPeer {
  readonly address: string;
  readonly as: number;
  /** A route from another node is announced with that node as the next hop, not with this one. */
  readonly keepNextHop: boolean;
}

export const template = (as: number): string => `# Template for all BGP clients
template bgp bgp_template {
  debug { states };
  description "Connection to BGP peer";
  local as ${as};
  graceful restart;
  connect delay time 1;  # 2 in Calico
  connect retry time 1;  # 5 in Calico
  error wait time 1,5;   # 5,30 in Calico
  ipv4 {
    gateway recursive; # This should be the default, but just in case.
    add paths on;
    import all;        # Import all routes, since we don't know what the upstream
                       # topology is and therefore have to trust the ToR/RR.
  };
}
`;

/** The name of a session in `show protocols`. */
export const meshName = (peer: CalicoNode): string => `Mesh_${underscored(peer.uplink.address)}`;
export const globalName = ({ address }: BgpPeer): string => `Global_${underscored(address)}`;

const underscored = (address: string): string => address.replaceAll('.', '_');

export const mesh = (node: CalicoNode, peers: readonly CalicoNode[], as: number): string =>
  peers
    .map(
      (peer) => `# For peer /bgp/v1/host/${peer.name}/ip_addr_v4
protocol bgp ${meshName(peer)} from bgp_template {
  neighbor ${peer.uplink.address} as ${as};
  source address ${node.uplink.address};  # The local address we use for the TCP connection
  ${exports(true)}
${peer.uplink.address > node.uplink.address ? '  passive on; # Mesh is unidirectional, peer will connect to us.\n' : ''}}
`,
    )
    .join('\n');

export const globalPeers = (node: CalicoNode, peers: readonly BgpPeer[], as: number): string =>
  peers.length === 0
    ? '# No global peers configured.\n'
    : peers
        .map(
          (peer) => `# For peer /bgp/v1/global/peer_v4/${peer.address}
protocol bgp ${globalName(peer)} from bgp_template {
  ttl security off;
  multihop;
  neighbor ${peer.address} as ${peer.as};
  source address ${node.uplink.address};  # The local address we use for the TCP connection
  ${exports(peer.as === as, peer.as !== as && peer.keepNextHop ? 'next hop keep;\n    ' : '')}
}
`,
        )
        .join('\n');

const exports = (internal: boolean, nextHop = ''): string => `ipv4 {
    ${nextHop}export filter {
      calico_export_to_bgp_peers(${internal});
      reject;
    };  # Only want to export routes for workloads.
  };`;
