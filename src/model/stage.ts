/**
 * The stages in their order. Steps of one stage and level may run in any order; a wave is what runs between two barriers
 * that all nodes wait at, because later steps look into other nodes (a veth pair needs both namespaces and its bridge).
 */
export const stages = [
  { name: 'namespaces', wave: 'namespaces', about: 'one network namespace per node' },
  { name: 'files', wave: 'ground', about: 'files that nodes and processes read' },
  { name: 'baseline', wave: 'ground', about: 'the same settings on every host, loopback up' },
  { name: 'bridges', wave: 'ground', about: 'devices that stand on nothing else' },
  { name: 'links', wave: 'links', about: 'veth pairs, made in both of their namespaces' },
  { name: 'ports', wave: 'nodes', about: 'the far ends of the pairs, up and in their bridges' },
  { name: 'devices', wave: 'nodes', about: 'devices that stand on others: vxlan, macvlan' },
  { name: 'bridge ports', wave: 'nodes', about: 'what bridges do with their ports' },
  { name: 'offloads', wave: 'nodes', about: 'what interfaces do in the place of the kernel' },
  { name: 'addresses', wave: 'nodes', about: 'addresses on interfaces' },
  { name: 'sysctls', wave: 'nodes', about: 'kernel settings of nodes and interfaces' },
  { name: 'neighbors', wave: 'nodes', about: 'neighbor and fdb entries that are written, not learned' },
  { name: 'routes', wave: 'nodes', about: 'routes' },
  { name: 'policy', wave: 'nodes', about: 'rules that choose a routing table' },
  { name: 'sets', wave: 'rules', about: 'sets of addresses that rules match' },
  { name: 'rules', wave: 'rules', about: 'iptables and ip6tables rules' },
  { name: 'peers', wave: 'peers', about: 'keys and peers of WireGuard, when packets can travel' },
  { name: 'processes', wave: 'processes', about: 'commands and processes in nodes' },
] as const;

export type StageName = (typeof stages)[number]['name'];
export type WaveName = (typeof stages)[number]['wave'];

export const stageNames: readonly StageName[] = stages.map((stage) => stage.name);
export const waveNames: readonly WaveName[] = [...new Set(stages.map((stage) => stage.wave))];
