/** The ids of causes, for the probe `dropped` and `netlab trace --json`. */
export const causeIds = [
  'rule',
  'reverse-path',
  'local-source',
  'qdisc',
  'icmp-error',
  'neighbor',
  'route',
  'loop',
  'tunnel',
  'wrong-node',
  'other-mac',
  'macvlan',
  'bridge-port',
  'down',
  'too-big',
  'interface-drop',
  'echo-ignored',
  'nobody',
  'refused',
  'nat-bypass',
  'conntrack-entry',
  'stale-entry',
  'kernel',
  'unsent',
] as const;

export type CauseId = (typeof causeIds)[number];
