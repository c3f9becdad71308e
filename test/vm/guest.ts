/** The VM in tests: runs a command in it, and reads its state on the host. */
import { execaSync } from 'execa';
import { describe, expect } from 'vitest';
import { alias, type VmEndpoint } from '../../src/places/vm/endpoint.ts';

const cannot = process.env.NETLAB_TEST_NO_VM;

/** Skipped, with the reason in its name, where there is no VM. */
export const describeVm = (name: string, tests: () => void): void => {
  if (cannot) describe.skip(`${name} (${cannot})`, tests);
  else describe(name, tests);
};

export interface Said {
  /** Undefined after a signal or a timeout. */
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(program: string, args: readonly string[], input = ''): Said {
  const { exitCode, stdout, stderr } = execaSync(program, args, {
    reject: false,
    stripFinalNewline: false,
    input,
    timeout: 600_000,
  });
  return { exit: exitCode, stdout, stderr };
}

/** A shell script in the guest. */
export const inGuest = ({ configFile }: VmEndpoint, script: string): Said =>
  run('ssh', ['-F', configFile, alias, 'sh'], script);

/** netlab itself, as it is built. */
export const netlab = (...args: readonly string[]): Said =>
  run(process.execPath, [new URL('../../bin/netlab.js', import.meta.url).pathname, ...args]);

/** It must work; what it said otherwise is in the failure. */
export function works(...args: readonly string[]): Said {
  const said = netlab(...args);
  expect(said.exit, `${said.stdout}${said.stderr}`).toBe(0);
  return said;
}

/** State that a start and a stop of the VM must not change. */
export const hostState = (): string =>
  [
    ['ip', '-d', 'link'],
    ['ip', 'route', 'show', 'table', 'all'],
    ['cat', '/proc/modules', '/proc/mounts', '/proc/sys/net/ipv4/ip_forward', '/proc/sys/kernel/modprobe'],
    ['ss', '-Hltun'],
    ['sh', '-c', 'ls -a /run /run/netns /etc/netns 2>&1; ls -d /tmp/netlab-vm* 2>&1'],
  ]
    .map(([program = '', ...args]) => run(program, args).stdout)
    .join('\n');
