/** The node answers no echo requests (icmp_echo_ignore_all). */
import { innermost } from '../sighting.ts';
import type { CauseFinder } from './cause.ts';

export const echoIgnored: CauseFinder = {
  find({ last, arrived, after }) {
    if (
      !arrived ||
      after?.settings.get('ipv4/icmp_echo_ignore_all') !== '1' ||
      innermost(last.frame).icmp?.type !== 'echo-request'
    )
      return undefined;
    return {
      id: 'echo-ignored',
      node: last.node,
      why: `${last.node} answers no echo requests: net.ipv4.icmp_echo_ignore_all is 1`,
      argv: ['sysctl', 'net.ipv4.icmp_echo_ignore_all'],
    };
  },
};
