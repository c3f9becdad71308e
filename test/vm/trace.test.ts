/** `netlab trace` on the VM's kernel, whose interfaces have no link layer here: IP in IP. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../../src/cli/find-lab.ts';
import { stopVm } from '../../src/places/vm/vm.ts';
import { describeVm, netlab } from './guest.ts';

describeVm('a packet through ipip-tunnel', () => {
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/build.js'], { cwd: packageRoot() });
    const { exit, stderr } = netlab('up', 'ipip-tunnel', '--on', 'vm');
    expect(exit, stderr).toBe(0);
  }, 300_000);
  afterAll(() => stopVm());

  it('crosses the tunnel by these interfaces, with 20 bytes around it on the wire', () => {
    const { exit, stdout, stderr } = netlab('trace', 'ipip-tunnel', 'FROM', 'TO', '--json', '--wait', '5');
    expect(exit, stderr).toBe(0);
  }, 120_000);
});
