/** How the VM ends: killed under its labs, by itself when idle, while it starts; and what is never taken for it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { openVm, settleVm, stopVm, vmState } from '../../src/places/vm/vm.ts';
import { all, sample, seed } from '../labs/sample.ts';
import { describeVm, netlab, run, works } from './guest.ts';

const binary = new URL('../../bin/netlab.js', import.meta.url).pathname;
const runtime = '/run/netlab-vm';

async function until(holds: () => boolean, patience: number): Promise<void> {
  const deadline = performance.now() + patience;
  while (!holds() && performance.now() < deadline) await wait(50);
  expect(holds()).toBe(true);
}

describeVm(`the end of the VM, NETLAB_SEED=${seed}`, () => {
  // That of another file.
  beforeAll(async () => {
    await stopVm();
  });
  afterEach(async () => {
    await stopVm();
  });

  it('is told once, with the labs that went along, and nothing stays', async () => {
    const { state } = await openVm();
    run('mkdir', ['-p', `${runtime}/labs`]);
    writeFileSync(`${runtime}/labs/some-lab`, '');
    const refused = netlab('vm', 'stop');
    expect(refused).toMatchObject({ exit: 2 });
    expect(refused.stderr).toContain('some-lab');
    process.kill(state.process.pid, 'SIGKILL');
    await until(() => vmState().state === 'died', 30_000);
    const said = netlab('vm', 'status');
    expect(said.stdout).toContain('the last one crashed; these labs were lost with it: some-lab');
    expect(existsSync(runtime)).toBe(false);
    expect(netlab('vm', 'status').stdout).toMatch(/^no VM runs\n/);
  });

  it('is why verify ended early, not one reason a check', async () => {
    const { state } = await openVm();
    works('up', 'flannel-vxlan', '--on', 'vm');
    const verify = execa(process.execPath, [binary, 'verify', 'flannel-vxlan'], { reject: false });
    await wait(1500);
    process.kill(state.process.pid, 'SIGKILL');
    const { exitCode: exit, stderr: said } = await verify;
    // 3 where it had not reached the VM yet.
    expect([3, 4], said).toContain(exit);
    expect(said).toContain('the VM has ended');
    expect(said).toContain('builds anew');
    expect(said.trim().split('\n').length, said).toBeLessThan(6);
  });

  // Longer than ssh, and the agent over there, wait for a sign of life elsewhere: 15 and 30 s.
  it.runIf(all)('is not taken for a VM that stands still', async () => {
    const { state } = await openVm();
    works('up', 'veth-pair', '--on', 'vm');
    process.kill(state.process.pid, 'SIGSTOP');
    const verify = execa(process.execPath, [binary, 'verify', 'veth-pair']);
    await wait(40_000);
    process.kill(state.process.pid, 'SIGCONT');
    await verify;
    works('down', 'veth-pair');
  });

  it('comes by itself when nobody uses it', async () => {
    await openVm({ idle: 2 });
    await until(() => vmState().state === 'ended', 120_000);
    expect((await settleVm()).state).toBe('ended');
    expect(existsSync(runtime)).toBe(false);
  });

  it('does not come while a lab is up in it', async () => {
    const { endpoint } = await openVm({ idle: 2 });
    expect(run('ssh', ['-F', endpoint.configFile, 'netlab-vm', 'ip netns add some-lab.node']).exit).toBe(0);
    await wait(6000);
    expect(vmState().state).toBe('running');
  });

  it('a process that got the pid of a dead VM is not the VM', async () => {
    const { state } = await openVm();
    const start = readFileSync(`${runtime}/pid`, 'utf8').split(' ')[1];
    const { pid } = state.process;
    process.kill(pid, 'SIGKILL');
    await until(() => vmState().state === 'died', 30_000);
    // This test's own process stands for the newcomer.
    writeFileSync(`${runtime}/pid`, `${process.pid} ${start}`);
    expect(vmState().state).toBe('died');
    await stopVm();
    expect(existsSync(runtime)).toBe(false);
  });

  it.each(sample([50, 300, 1200], 1))(
    'a start whose netlab was killed after %i ms leaves no second VM',
    async (after) => {
      const first = execa(process.execPath, [binary, 'vm', 'start'], { stdio: 'ignore', reject: false });
      await wait(150 + after);
      first.kill('SIGKILL');
      const { state } = await openVm();
      const all = run('pgrep', ['-f', '^qemu-system.*netdev=net']).stdout.trim().split('\n').map(Number);
      const alive = all.filter(
        (pid) => !run('ps', ['-o', 'stat=', '-p', String(pid)]).stdout.startsWith('Z'),
      );
      expect(alive).toEqual([state.process.pid]);
    },
  );
});
