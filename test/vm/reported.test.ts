/** Situations from public problem reports on the VM's kernel. The answers were written before the first run. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { openVm, stopVm } from '../../src/places/vm/vm.ts';
import { buildBundle } from '../build-bundle.ts';
import { describeVm, netlab, works } from './guest.ts';

const situations = [
  {
    // https://github.com/projectcalico/calico/issues/9751
    lab: 'wg-allowed',
    argv: ['pod', 'node2:eth0'],
    outcome: 'reply-lost',
    cause: {
      id: 'tunnel',
      node: 'node1',
      why: "node1 drops it: its source 10.142.53.61 is not in wg0's allowed IPs of the peer node2:wg0",
      argv: ['wg', 'show', 'wg0', 'allowed-ips'],
    },
  },
  {
    // https://github.com/containernetworking/plugins/issues/533
    lab: 'bridge-vlan',
    argv: ['pod', 'gw'],
    outcome: 'unsent',
    cause: {
      id: 'bridge-port',
      node: 'node',
      why: expect.stringContaining("node's br0 drops the frame: it is in VLAN 201, and uplink is not"),
      argv: ['bridge', 'vlan', 'show', 'dev', 'uplink'],
    },
  },
];

describeVm('situations in the VM', () => {
  beforeAll(async () => {
    buildBundle();
    await openVm();
  });
  afterAll(() => stopVm());

  it.each(situations)('$lab', ({ lab, argv, outcome, cause }) => {
    works('up', `test/netns/cli/trace/situations/${lab}.yaml`, '--on', 'vm', '--quiet');
    try {
      const { stdout, stderr } = netlab('trace', lab, ...argv, '--json');
      const found = JSON.parse(stdout || `{ "stderr": ${JSON.stringify(stderr)} }`);
      expect(found).toMatchObject({ outcome, causes: [cause] });
    } finally {
      works('down', lab);
    }
  });
});
