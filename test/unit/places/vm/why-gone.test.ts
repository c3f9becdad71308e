import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import { PrivateFiles } from '../../../../src/places/files/private-files.ts';
import { bootId, writeRecord } from '../../../../src/places/vm/record.ts';
import { whyGone } from '../../../../src/places/vm/why-gone.ts';

const runtime = `${tmpdir()}/why-gone-${process.pid}`;
const files = new PrivateFiles([runtime]);
const folders = { cache: runtime, runtime, files };
afterEach(() => rmSync(runtime, { recursive: true }));

/** A VM that has this process, or none, and said this on its console. */
function vm(runs: boolean, console: string) {
  const record = { bootId: bootId(), port: 1, accelerator: 'tcg', release: '6.1', memory: 512 } as const;
  writeRecord(folders, { ...record, since: '', ready: 1 });
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  files.write(`${runtime}/pid`, runs ? `${process.pid} ${start}` : `${process.pid} 1`);
  files.write(`${runtime}/console.log`, console);
  return whyGone(folders);
}

const login = "[71] Nov 21 22:00:00 Pubkey auth succeeded for 'root'\r\n";

it('leaves a VM that runs without trouble to what ssh said', () => {
  expect(vm(true, login)).toBeUndefined();
});

it('tells of the kernel that it stands still', () => {
  const said = `[  612.345678] watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [ksoftirqd/1:21]\r\n${login}`;
  expect(vm(true, said)?.why).toBe(
    'no answer from the VM; its console said: watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [ksoftirqd/1:21]',
  );
});

it('tells that it has ended, and what it said before', () => {
  expect(vm(false, login)?.why).toBe('the VM has ended');
  const panic = '[    1.000000] Kernel panic - not syncing: Out of memory\r\n[    1.100000] Rebooting..\r\n';
  expect(vm(false, panic)?.why).toBe(
    'the VM has ended; its console said: Kernel panic - not syncing: Out of memory',
  );
});
