/** The routing table has no way on, or forbids it, or the node forwards nothing. */
import type { CauseFinder } from './cause.ts';
import { refusesSource } from './reverse-path.ts';

export const route: CauseFinder = ({ last, visit, forms, route: answer, arrived }) => {
  const form = forms.at(-1);
  if (!visit.routed || visit.left || arrived || !form || !answer) return undefined;
  const said = /^(?:RTNETLINK answers|Error): (.+)$/m.exec(answer)?.[1];
  const type = /^(blackhole|unreachable|prohibit|throw)\b/.exec(answer)?.[1];
  if ((said === undefined && type === undefined) || refusesSource.test(answer)) return undefined;
  const { dst } = form.flow;
  const { node } = last;
  if (said === 'No route to host')
    return {
      id: 'route',
      node,
      why: `${node} does not forward packets that come in on ${last.interface}, or has an unreachable route to ${dst}`,
      argv: ['sysctl', `net.ipv4.conf.${last.interface.replaceAll('.', '/')}.forwarding`],
    };
  return {
    id: 'route',
    node,
    why: type ? `${node} has a ${type} route for ${dst}` : `${node} has no route to ${dst} (${said})`,
    argv: ['ip', ...(dst.includes(':') ? ['-6'] : []), 'route', 'get', dst],
  };
};
