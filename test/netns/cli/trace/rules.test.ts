/** `netlab trace` asks the kernel which rules a packet met: a rule that drops in a nested chain, NAT, and nothing that stays. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../../src/places/local.ts';
import { buildBundle } from '../../../build-bundle.ts';
import { begin, netlab } from '../run-netlab.ts';

const text = `
lab: chains
about: A router with chains in chains
nodes:
  red: { routes: [{ to: default, via: router }] }
  blue: { routes: [{ to: default, via: router }], serve: [80/http] }
  mute: { routes: [{ to: default, via: router }], iptables: [-A OUTPUT -p icmp -j DROP] }
  router:
    sysctls: { net.ipv4.ip_forward: 1 }
    iptables:
      - -t raw -A PREROUTING -p udp -j MARK --set-mark 7
      - -t nat -A PREROUTING -i eth0 -p tcp --dport 8080 -j DNAT --to-destination 192.0.2.130:80
      - -t nat -A POSTROUTING -o eth1 -j MASQUERADE
      - -N OUTER
      - -N INNER
      - -N PASSED
      - -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
      - -A FORWARD -i eth0 -j PASSED
      - -A PASSED -p sctp -j DROP
      - -A FORWARD -i eth0 -j OUTER
      - -A OUTER -p tcp -j RETURN
      - -A OUTER -g INNER
      - -A INNER -m comment --comment "only counts"
      - -A INNER -p icmp --icmp-type echo-request -m length --length 128 -j DROP
      - -A INNER -p udp --dport 53 -j REJECT --reject-with icmp-admin-prohibited
links:
  - { endpoints: [red:eth0, router:eth0], ipv4: [192.0.2.2/25, 192.0.2.1/25] }
  - { endpoints: [mute:eth0, router:eth2], ipv4: [198.51.100.2/25, 198.51.100.1/25] }
  - { endpoints: [blue:eth0, router:eth1], ipv4: [192.0.2.130/25, 192.0.2.129/25] }
`;
const folder = mkdtempSync(join(tmpdir(), 'netlab-rules-'));

beforeAll(() => {
  buildBundle();
  writeFileSync(join(folder, 'chains.yaml'), text);
  expect(netlab('up', join(folder, 'chains.yaml'), '--quiet', '--trust')).toMatchObject({ exit: 0 });
});
afterAll(() => {
  expect(netlab('down', 'chains')).toMatchObject({ exit: 0 });
  rmSync(folder, { recursive: true });
});

interface Rule {
  readonly table: string;
  readonly line: string;
  readonly verdict: string;
  readonly by: readonly string[];
}

const trace = (...argv: readonly string[]) => {
  const { stdout, stderr } = netlab('trace', 'chains', 'red', 'blue', '--wait', '0.4', ...argv, '--json');
  expect(stderr).toBe('');
  const { outcome, way, reply, causes } = JSON.parse(stdout);
  const rules = (hops: readonly { node: string; rules?: readonly Rule[]; natRules?: readonly Rule[] }[]) =>
    hops.flatMap((hop) => hop.rules ?? []);
  return { outcome, rules: rules(way.hops), reply: rules(reply?.hops ?? []), cause: causes[0] };
};
const steps = (rules: readonly Rule[]) =>
  rules.map(({ table, line, verdict }) => `${table} ${line}: ${verdict}`);

/** Tables of nftables in a node. */
const tables = (node: string): string[] => {
  const program = `import socket, struct
s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
s.send(struct.pack("=IHHIIBBH", 20, 10 << 8 | 1, 0x301, 0, 0, 0, 0, 0))
ended = False
while not ended:
    data, at = s.recv(65536), 0
    while at < len(data):
        length, kind = struct.unpack_from("=IH", data, at)
        ended |= kind == 3
        if kind != 3: print(data[at + 24:].split(b"\\0")[0].decode())
        at += length + 3 & ~3`;
  const argv = ['netns', 'exec', `chains.${node}`, 'python3', '-c', program];
  return execaSync('ip', argv, { stripFinalNewline: false }).stdout.split('\n').filter(Boolean).sort();
};

describe('the rules that a packet met, in their order', () => {
  it('down to the one that drops, in a chain that a chain called', () => {
    const { outcome, rules, cause } = trace('--size', '100');
    expect(outcome).toBe('lost');
    expect(steps(rules)).toEqual([
      'raw -P PREROUTING ACCEPT: accept',
      'nat -P PREROUTING ACCEPT: accept',
      'filter -A FORWARD -i eth0 -j PASSED: jump',
      'filter -A FORWARD -i eth0 -j OUTER: jump',
      'filter -A OUTER -g INNER: goto',
      'filter -A INNER -m comment --comment "only counts": continue',
      'filter -A INNER -p icmp -m icmp --icmp-type 8 -m length --length 128 -j DROP: drop',
    ]);
    expect(rules.at(-1)?.by).toEqual(['-A FORWARD -i eth0 -j OUTER', '-A OUTER -g INNER']);
    expect(cause).toMatchObject({
      id: 'rule',
      node: 'router',
      why: 'router drops it: rule -A INNER -p icmp -m icmp --icmp-type 8 -m length --length 128 -j DROP in table filter, reached by -A OUTER -g INNER',
    });
  });

  it('and no rule is blamed that another packet meets', () => {
    const argv = ['netns', 'exec', 'chains.red', 'ping', '-q', '-i', '0.01', '-s', '100', '192.0.2.130'];
    const noise = execa('ip', argv, { reject: false });
    try {
      const { outcome, rules } = trace();
      expect(outcome).toBe('answered');
      expect(steps(rules).filter((one) => one.endsWith('drop'))).toEqual([]);
    } finally {
      noise.kill();
    }
  });

  it('even where it is its own node that lets nothing out', () => {
    const { stdout } = netlab('trace', 'chains', 'mute', 'blue', '--wait', '0.4', '--json');
    const why = 'mute drops it: rule -A OUTPUT -p icmp -j DROP in table filter';
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'unsent', causes: [{ id: 'rule', why }] });
  });

  it('where one says so to the sender', () => {
    const { rules, cause } = trace('--udp', '53');
    expect(steps(rules)[0]).toBe('raw -A PREROUTING -p udp -j MARK --set-xmark 0x7/0xffffffff: continue');
    expect(steps(rules).at(-1)).toMatch(
      /^filter -A INNER .* -j REJECT --reject-with icmp-admin-prohibited: drop$/,
    );
    expect(cause).toMatchObject({
      id: 'rule',
      why: expect.stringMatching(/^router rejects it: rule -A INNER/),
    });
  });

  it('through NAT, and of the answer what connection tracking lets pass', () => {
    const argv = ['trace', 'chains', 'red', 'router', '--http', '8080', '--json'];
    const { way, reply } = JSON.parse(netlab(...argv).stdout);
    const out = way.hops.find(
      ({ node, direction }: { node: string; direction: string }) => node === 'router' && direction === 'out',
    );
    expect(steps(out.rules)).toEqual([
      'raw -P PREROUTING ACCEPT: accept',
      'nat -A PREROUTING -i eth0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.0.2.130:80: accept',
      'filter -A FORWARD -i eth0 -j PASSED: jump',
      'filter -A FORWARD -i eth0 -j OUTER: jump',
      'filter -A OUTER -p tcp -j RETURN: return',
      'filter -P FORWARD ACCEPT: accept',
      'nat -A POSTROUTING -o eth1 -j MASQUERADE: accept',
    ]);
    expect(out.natRules.map(({ line }: Rule) => line)).toEqual([
      '-A PREROUTING -i eth0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.0.2.130:80',
      '-A POSTROUTING -o eth1 -j MASQUERADE',
    ]);
    const back = reply.hops.flatMap(({ rules = [] }: { rules?: readonly Rule[] }) => rules);
    expect(steps(back)).toContain('filter -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT: accept');
    expect(steps(back).filter((one) => one.startsWith('nat'))).toEqual([]);
  });
});

describe('nothing stays in the lab', () => {
  const running = async () =>
    (await local.processes()).filter(({ argv }) =>
      argv.some((word) => /"""Prints the (packets|netfilter)/.test(word)),
    );
  const own = () => tables('router').filter((name) => name.startsWith('netlab'));

  it('after a trace', () => {
    const before = tables('router');
    expect(before).toContain('filter');
    trace();
    expect(tables('router')).toEqual(before);
    expect(netlab('diff', 'chains')).toMatchObject({ exit: 0 });
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('after %s in the middle of one', async (signal) => {
    const child = begin('trace', 'chains', 'red', '192.0.2.99', '--wait', '5');
    await expect.poll(own, { timeout: 600_000 }).toHaveLength(1);
    child.kill(signal);
    expect((await child).exitCode).toBe(signal === 'SIGINT' ? 130 : undefined);
    await expect.poll(running, { timeout: 600_000 }).toEqual([]);
    expect(own()).toEqual([]);
    // Nobody ends the ping of a netlab that was killed: it has its own time.
    await expect
      .poll(() => netlab('diff', 'chains'), { timeout: 600_000, interval: 1000 })
      .toMatchObject({ exit: 0 });
  });
});
