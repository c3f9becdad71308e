/** A lab in the VM that no common host's kernel can run, and the death of the VM under it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { stopVm, vmState } from '../../src/places/vm/vm.ts';
import { describeVm, netlab, works } from './guest.ts';

const scratch = `
lab: far-away
about: An IP in IP tunnel over a slow link.
nodes:
  left:
    run:
      - exec: ip link add tun0 type ipip local 192.0.2.1 remote 192.0.2.2
      - exec: ip address add 198.51.100.1/30 dev tun0
      - exec: ip link set tun0 up
      - exec: tc qdisc add dev eth0 root netem delay 40ms
  right:
    run:
      - exec: ip link add tun0 type ipip local 192.0.2.2 remote 192.0.2.1
      - exec: ip address add 198.51.100.2/30 dev tun0
      - exec: ip link set tun0 up
links:
  - { endpoints: [left:eth0, right:eth0], ipv4: [192.0.2.1/30, 192.0.2.2/30] }
verify:
  - ping: { from: left, to: 198.51.100.2 }
  - command: { at: left, run: ip -d link show tun0, expect: { lines: [ipip] } }
`;

describeVm('labs in the VM', () => {
  const folder = mkdtempSync('/tmp/netlab-vm-test-');
  afterAll(async () => {
    await stopVm();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a scratch lab makes an ipip device and delays packets', () => {
    const file = `${folder}/lab.yaml`;
    writeFileSync(file, scratch);
    works('up', file, '--on', 'vm', '--trust');
    // Where it was, though this kernel may have an ipip of its own.
    works('up', file, '--replace', '--trust');
    expect(vmState()).toMatchObject({ labs: ['far-away'] });
    works('verify', file);
    const ping = works('exec', 'far-away', 'left', '--', 'ping', '-c', '2', '198.51.100.2');
    expect(Number(/min\/avg\/max\/mdev = ([\d.]+)/.exec(ping.stdout)?.[1])).toBeGreaterThan(40);
  });

  it('a VM that dies under a lab is told of by the next verb, and its records go', () => {
    const state = vmState();
    if (state.state !== 'running') throw new Error(`the VM is ${state.state}`);
    expect(state.labs).toEqual(['far-away']);
    process.kill(state.process.pid, 'SIGKILL');
    const said = netlab('verify', 'far-away');
    expect(said.exit).toBe(2);
    expect(said.stderr).toMatch(/the VM crashed.*far-away/);
    expect(netlab('status').stderr).not.toContain('died');
    expect(vmState().state).toBe('none');
  });
});
