/**
 * The state of each node as its programs print it for people, with counters. A user reads it when a network is broken.
 * One script for all nodes, in the manner of read-script.ts; what fails prints nothing.
 */
import { shellWord } from '../base/quote.ts';
import { stateUnreadable } from '../base/unreadable.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { separator } from '../state/read-script.ts';
import { stateParts } from '../steps/index.ts';

const commands = [
  'ip -d -s link show',
  'ip addr show',
  'ip -4 route show table all',
  'ip -6 route show table all',
  'ip -4 rule show',
  'ip -6 rule show',
  'ip neigh show',
  'bridge fdb show',
  'bridge vlan show',
  'iptables-save -c',
  'ip6tables-save -c',
  'conntrack -L',
  'wg show',
  'ss -tuanp',
  'sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding',
] as const;

/** Text by node. */
export async function readStateText(plan: Plan, place: Place): Promise<ReadonlyMap<string, string>> {
  const body = [...commands, ...stateParts.flatMap(({ shown }) => shown)]
    .map(
      (command) =>
        `text=$(${command} 2> /dev/null) && [ -n "$text" ] && printf '$ %s\\n%s\\n\\n' '${command}' "$text"`,
    )
    .join('\n');
  const script = plan.nodes
    .map(
      ({ name, namespace }) =>
        `printf '\\036%s\\n' ${shellWord(name)}\nip netns exec ${shellWord(namespace)} sh -c ${shellWord(body)} 2> /dev/null || true`,
    )
    .join('\n');
  const { exit, stdout, stderr } = await place.script(script, { timeout: 60_000 * (place.pace ?? 1) });
  if (exit !== 0) throw stateUnreadable(plan.lab, stderr.trim());
  const pieces = stdout.split(separator).slice(1);
  return new Map(
    pieces.map((piece) => {
      const end = piece.indexOf('\n');
      return [piece.slice(0, end), piece.slice(end + 1).replace(/\n\n$/, '\n')];
    }),
  );
}
