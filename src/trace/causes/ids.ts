/** The words for causes, as the probe `dropped` takes them and `netlab trace --json` prints them. */
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
  'kernel',
  'unsent',
] as const;

export type CauseId = (typeof causeIds)[number];
