import type { CauseFinder } from './cause.ts';
import { down } from './down.ts';
import { icmpError } from './icmp-error.ts';
import { interfaceDrop } from './interface-drop.ts';
import { neighbor } from './neighbor.ts';
import { nobody } from './nobody.ts';
import { otherMac } from './other-mac.ts';
import { reversePath } from './reverse-path.ts';
import { route } from './route.ts';
import { rule } from './rule.ts';
import { tooBig } from './too-big.ts';
import { tunnel } from './tunnel.ts';

/** The most certain first: counters, then ICMP errors, then causes that the state makes likely. */
export const causes: readonly CauseFinder[] = [
  rule,
  reversePath,
  icmpError,
  neighbor,
  route,
  tunnel,
  otherMac,
  down,
  tooBig,
  interfaceDrop,
  nobody,
];
