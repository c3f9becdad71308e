/** The program reports nothing as unused that is in a namespace. */
import { execaSync } from 'execa';
import { expect, test } from 'vitest';
import inNamespace from '../../../src/programs/in-namespace.py';
import { python } from '../../../src/programs/run-python.ts';
import unused from '../../../src/programs/unused.py';

const [program = '', ...words] = python(`${inNamespace}\n${unused}`);

/** The words for a namespace in which the command ran, and for one that does not exist. */
function unusedAfter(command: string): unknown {
  const { stdout, stderr } = execaSync(
    'unshare',
    ['-n', 'sh', '-c', `{ ${command}; } >&2 && exec "$@"`, 'sh', program, ...words],
    { reject: false, stripFinalNewline: false, input: '["/proc/self/ns/net", "/run/netns/gone"]' },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test.each([
  ['nothing', ':', []],
  ['addresses and routes', 'ip link set lo up && ip addr add 192.0.2.1/32 dev lo', []],
  ['a rule of iptables', 'iptables -A INPUT -j ACCEPT', ['nftables']],
  ['a rule of ip6tables', 'ip6tables -A INPUT -j ACCEPT', ['nftables']],
  ['a table of nftables', 'nft add table netdev x', ['nftables']],
  ['a set', 'ipset create x hash:ip', ['ipset']],
  ['a qdisc', 'tc qdisc add dev lo root handle 1: pfifo limit 9', ['tc']],
  ['a qdisc for filters', 'tc qdisc add dev lo clsact', ['tc']],
])('%s', (_, command, used) => {
  const all = ['nftables', 'ipset', 'tc', 'wireguard'];
  expect(unusedAfter(command)).toEqual([all.filter((word) => !used.includes(word)), []]);
});
