/** Shipped labs on Debian's stock kernel: all of them with `scripts/test --all`, a sample otherwise. */
import { beforeAll, expect, it } from 'vitest';
import { shippedLabs } from '../../src/engine/find-lab.ts';
import type { VmEndpoint } from '../../src/places/vm/endpoint.ts';
import { openVm, vmState } from '../../src/places/vm/vm.ts';
import { describeVm, inGuest, works } from './guest.ts';

const sample = ['docker-published-port'];
const labs = process.env.NETLAB_TEST_ALL ? shippedLabs() : sample;

/**
 * State of the machine that loading a module could change. Its own link-local IPv6 address is left out: a VM that has just
 * booted gets it some time later.
 */
const machine = [
  'ip -d -br link',
  'ip -4 -br addr',
  'ip route show table all | grep -v -e fe80: -e ff00:',
  'ip rule',
  'iptables-save | grep -v "^#"',
  'ls -A /etc/netns /run/netns /run/netlab 2> /dev/null',
].join('\n');

describeVm('shipped labs on a stock kernel', () => {
  let endpoint: VmEndpoint;
  beforeAll(async () => {
    ({ endpoint } = await openVm());
    // A VM that has just booted reports its own carrier up to a second late.
    const up =
      'for i in $(seq 40); do ip -br link show eth0 | grep -q " UP " && exit 0; sleep 0.25; done; exit 1';
    expect(inGuest(endpoint, up)).toMatchObject({ exit: 0 });
  });

  it.each(labs)(
    '%s is built, proved and removed, and leaves the machine as it was, modules loaded and all',
    (lab) => {
      const before = inGuest(endpoint, machine).stdout;
      expect(before).toContain('lo');
      works('up', lab, '--on', 'vm', '--quiet');
      expect(vmState()).toMatchObject({ state: 'running', labs: [lab] });
      works('verify', lab, '--quiet');
      works('down', lab, '--quiet');
      expect(vmState()).toMatchObject({ state: 'running', labs: [] });
      expect(inGuest(endpoint, machine).stdout).toBe(before);
      expect(inGuest(endpoint, 'lsmod').stdout).toMatch(/^(veth|bridge) /m);
    },
  );
});
