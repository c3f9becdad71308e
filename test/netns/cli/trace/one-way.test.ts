/** Situations that are about a lab's own answers: two cards in one subnet, and the path that a hash selects. */
import { execaSync } from 'execa';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../build-bundle.ts';
import { netlab } from '../run-netlab.ts';

const folder = 'test/netns/cli/trace/situations';
const inNode = (node: string, ...argv: readonly string[]) =>
  execaSync('ip', ['netns', 'exec', node, ...argv], { stripFinalNewline: false }).stdout;

beforeAll(() => {
  buildBundle();
});

const up = (lab: string) => {
  afterEach(() => {
    expect(netlab('down', lab)).toMatchObject({ exit: 0 });
  });
  return () => {
    expect(netlab('up', `${folder}/${lab}.yaml`, '--quiet', '--trust')).toMatchObject({
      exit: 0,
      stderr: '',
    });
  };
};

describe('a host with two cards in one subnet', () => {
  const build = up('arp-flux');

  it('answers ARP on both cards, until arp_ignore is set', () => {
    build();
    const status = () => {
      const { checks } = JSON.parse(netlab('verify', 'arp-flux', '--json').stdout) as {
        checks: { probe: string; status: string }[];
      };
      return checks.map((check) => `${check.probe} ${check.status}`);
    };
    expect(status()).toEqual(['ping pass', 'capture fail']);
    inNode('arp-flux.host', 'sysctl', '-qw', 'net.ipv4.conf.all.arp_ignore=1');
    expect(status()).toEqual(['ping pass', 'capture pass']);
  });
});

describe('the path that a hash selects', () => {
  const build = up('ecmp-hash');

  /** Three connections with one source port. Nothing listens on 81, and the SYN has passed the router by then. */
  const connect = `
import socket, sys
for _ in range(3):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('', int(sys.argv[1])))
    print(s.connect_ex(('198.51.100.80', 81)))
    s.close()
`;
  const refused = 111;
  const counted = (dev: string) =>
    Number(inNode('ecmp-hash.r', 'cat', `/sys/class/net/${dev}/statistics/tx_packets`));
  const question = (port: number) =>
    `ip -j route get 198.51.100.80 from 192.0.2.2 iif eth0 ipproto tcp sport ${port} dport 81`;
  const named = (port: number) => {
    const [route] = JSON.parse(inNode('ecmp-hash.r', ...question(port).split(' '))) as { dev: string }[];
    return route!.dev;
  };

  it('is the one that ip route get names, for every connection', () => {
    build();
    // No ARP of the router while packets are counted.
    for (const [dev, gateway] of [
      ['eth1', '10.0.1.1'],
      ['eth2', '10.0.2.1'],
    ] as const) {
      const mac = JSON.parse(inNode(`ecmp-hash.g${dev.at(-1)}`, 'ip', '-j', 'link', 'show', 'eth0')) as {
        address: string;
      }[];
      inNode('ecmp-hash.r', ...`ip neigh replace ${gateway} lladdr ${mac[0]!.address} dev ${dev}`.split(' '));
    }
    const devs = new Set<string>();
    for (let port = 20_001; port <= 20_016; port++) {
      const dev = named(port);
      devs.add(dev);
      const other = dev === 'eth1' ? 'eth2' : 'eth1';
      const [used, unused] = [counted(dev), counted(other)];
      const errors = inNode('ecmp-hash.src', 'python3', '-c', connect, String(port)).trim().split('\n');
      expect(errors.map(Number)).toEqual([refused, refused, refused]);
      expect(counted(dev)).toBeGreaterThanOrEqual(used + 3);
      expect(counted(other)).toBe(unused);
    }
    // All on one path by chance: one in 32,768.
    expect([...devs].sort()).toEqual(['eth1', 'eth2']);
  });
});
