/**
 * BGP sessions (bird.cfg.template): all nodes with each other, and with peers outside. Of two nodes one waits and the other
 * connects (`passive on`), because two connections at once would abort a graceful restart: the one with the lower address waits.
 * Within one AS the session is multihop by itself, in BIRD 1 as in BIRD 2.
 *
 * Calico waits 2 s before it connects, 5 s before it tries again, and 5 to 30 s after an error. Here it is 1, 1, and 1 to 5: that is
 * all that differs, and BIRD's least.
 */
import type { CalicoNode } from '../calico-node.ts';

/** A BGPPeer that every node has. */
export interface BgpPeer {
  readonly address: string;
  readonly as: number;
  /** A route from another node is told on with that node as next hop, and not with this one. */
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

/** What `show protocols` calls a session. */
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
