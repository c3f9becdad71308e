/** The routing table has no route or a forbidding route, or the node does not forward packets. */
import type { CauseFinder } from './cause.ts';

export const route: CauseFinder = ({ last, visit, forms, route: answer, arrived }) => {
  const form = forms.at(-1);
  if (!visit.routed || visit.left || arrived || !form || !answer) return undefined;
  const said = /^(?:RTNETLINK answers|Error): (.+)$/m.exec(answer)?.[1];
  const type = /^(blackhole|unreachable|prohibit|throw)\b/.exec(answer)?.[1];
  if (said === undefined && type === undefined) return undefined;
  const { dst } = form.flow;
  const { node } = last;
  if (said === 'No route to host')
    return {
      id: 'route',
      node,
      why: `${node} does not forward packets that come in on ${last.interface}, or has an unreachable route to ${dst}`,
      argv: ['sysctl', `net.ipv4.conf.${last.interface.replaceAll('.', '/')}.forwarding`],
    };
  // A source that rp_filter rejects gives the same error. Its counter rises, so reverse-path.ts reports it first.
  if (said === 'Invalid argument')
    return {
      id: 'route',
      node,
      why: `${node}'s routing table throws away what goes to ${dst}: a blackhole route, or a source that cannot be`,
      argv: ['ip', 'route', 'show', 'match', dst],
    };
  return {
    id: 'route',
    node,
    why: type ? `${node} has a ${type} route for ${dst}` : `${node} has no route to ${dst} (${said})`,
    argv: ['ip', ...(dst.includes(':') ? ['-6'] : []), 'route', 'get', dst],
  };
};
