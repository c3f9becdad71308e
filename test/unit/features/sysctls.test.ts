/** The printed commands of `sysctls` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { red } from '../compiled.ts';

describe('sysctls', () => {
  test.each([
    ['net.ipv4.ip_forward', '1', 'net.ipv4.ip_forward=1'],
    ['net.ipv4.conf.flannel/1.rp_filter', '2', 'net.ipv4.conf.flannel/1.rp_filter=2'],
    ['net.ipv4.ping_group_range', '0   2147483647', "'net.ipv4.ping_group_range=0 2147483647'"],
  ])('%s: %s', (key, value, printedKey) => {
    const setting = { interfaces: { 'flannel.1': { type: 'dummy' } }, sysctls: { [key]: value } };
    expect(red(setting, 'sysctl/')).toEqual([`ip netns exec x.red sysctl -qw ${printedKey}`]);
  });
});
