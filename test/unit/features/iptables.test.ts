/** The printed commands of `iptables` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { compiled, red, withRed } from '../compiled.ts';

describe('iptables', () => {
  test.each([
    ['-P FORWARD DROP', 'iptables -P FORWARD DROP'],
    ['iptables -N MY-CHAIN', 'iptables -N MY-CHAIN'],
    ['-t nat -A POSTROUTING -o eth0 -j MASQUERADE', 'iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE'],
    ['--append FORWARD --table mangle -j MARK', 'iptables -t mangle -A FORWARD -j MARK'],
    [
      `-A FORWARD -s $(blue) ! -d 10.0.0.0/8 -m comment --comment "it's mine" -j DROP`,
      `iptables -A FORWARD -s 192.0.2.2 ! -d 10.0.0.0/8 -m comment --comment 'it'\\''s mine' -j DROP`,
    ],
    [
      '-A INPUT -m statistic --mode random --probability 0.5 -j DROP',
      'iptables -A INPUT -m statistic --mode random --probability 0.5 -j DROP',
    ],
  ])('%s', (line, command) => {
    expect(red({ iptables: [line] }, 'iptables')).toEqual([`ip netns exec x.red ${command}`]);
  });

  test('ip6tables has a step of its own', () => {
    expect(red({ ip6tables: ['-A INPUT -s 2001:db8::/32 -j DROP'] }, 'ip6tables')).toEqual([
      'ip netns exec x.red ip6tables -A INPUT -s 2001:db8::/32 -j DROP',
    ]);
  });

  test.each([
    '--modprobe=/x',
    '--modprobe /x',
    '--mod=/x',
    '--modp /x',
    '--mo /x',
    '-M /x',
    '-M/x',
    '-nM/x',
    '-46vM/x',
  ])('no rule brings a program as %s', (words) => {
    expect(() => compiled(withRed({ iptables: [`-A INPUT ${words} -j DROP`] }))).toThrow('modprobe');
  });

  test.each([
    '-m bpf --object-pinned /sys/fs/bpf/x',
    '-m bpf --obj=x',
    '-m ../x',
    '-m../x',
    '--match ../x',
    '--mat=../x',
    '-j /x',
    '--jump=/x',
  ])('no rule makes iptables open a file as %s', (words) => {
    expect(() => compiled(withRed({ iptables: [`-A INPUT ${words}`] }))).toThrow('rule-file');
  });

  test.each([
    '-m mark --mark 0x1/0xff',
    '-m mark --mark=0x1/0xff',
    '-m comment --comment a/b',
    '-s 192.0.2.0/24',
  ])('%s names no file', (words) => {
    expect(red({ iptables: [`-A INPUT ${words} -j DROP`] }, 'iptables')).toHaveLength(1);
  });

  test('rules keep their order, and the same rule twice has two ids', () => {
    const rule = '-A INPUT -j ACCEPT';
    const { plan } = compiled(withRed({ iptables: [rule, '-A INPUT -j DROP', rule] }));
    const step = plan.steps.find((one) => one.kind === 'rules')!;
    const lines = step.kind === 'rules' ? step.lines : [];
    expect(lines.map((line) => line.argv.at(-1))).toEqual(['ACCEPT', 'DROP', 'ACCEPT']);
    expect(new Set(lines.map((line) => line.id)).size).toBe(3);
  });
});
