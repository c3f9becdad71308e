/**
 * The stages in their order. Steps of one stage and level may run in any order. A wave is the stages between two barriers at
 * which all nodes wait. Barriers exist because some steps need other nodes: a veth pair needs both namespaces and its bridge.
 */
export const stages = [
  { name: 'namespaces', wave: 'namespaces', about: 'one network namespace per node' },
  { name: 'files', wave: 'ground', about: 'files that nodes and processes read' },
  { name: 'baseline', wave: 'ground', about: 'settings that are the same on every host, loopback up' },
  { name: 'bridges', wave: 'ground', about: 'devices without a lower interface' },
  { name: 'links', wave: 'links', about: 'veth pairs, created in both namespaces' },
  { name: 'ports', wave: 'nodes', about: 'the far ends of veth pairs, set up and added to bridges' },
  { name: 'devices', wave: 'nodes', about: 'devices on top of other interfaces: vxlan, macvlan' },
  { name: 'bridge ports', wave: 'nodes', about: 'settings of bridge ports' },
  { name: 'interface settings', wave: 'nodes', about: 'settings of interfaces, such as offloads and qdiscs' },
  { name: 'addresses', wave: 'nodes', about: 'addresses on interfaces' },
  { name: 'sysctls', wave: 'nodes', about: 'kernel settings of nodes and interfaces' },
  { name: 'neighbors', wave: 'nodes', about: 'static neighbor and fdb entries' },
  { name: 'routes', wave: 'nodes', about: 'routes' },
  { name: 'policy', wave: 'nodes', about: 'rules that select a routing table' },
  { name: 'sets', wave: 'rules', about: 'sets of addresses that rules match' },
  { name: 'ipvs', wave: 'rules', about: 'virtual services of IPVS, their servers, and its settings' },
  { name: 'rules', wave: 'rules', about: 'iptables, ip6tables and nftables rules' },
  { name: 'programs', wave: 'rules', about: 'BPF programs: loaded, their maps filled, attached' },
  { name: 'peers', wave: 'peers', about: 'WireGuard keys and peers, after routes and rules' },
  { name: 'processes', wave: 'processes', about: 'commands and processes in nodes' },
] as const;

export type StageName = (typeof stages)[number]['name'];
export type WaveName = (typeof stages)[number]['wave'];

export const stageNames: readonly StageName[] = stages.map((stage) => stage.name);
export const waveNames: readonly WaveName[] = [...new Set(stages.map((stage) => stage.wave))];
