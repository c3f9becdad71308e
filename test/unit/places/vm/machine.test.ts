/** qemu's words for each machine, the accelerator that is tried, what is missing, where things are. */
import { describe, expect, it } from 'vitest';
import { vmFolders } from '../../../../src/places/vm/folders.ts';
import { accelerators, machineOf } from '../../../../src/places/vm/machine.ts';
import { missingPrograms } from '../../../../src/places/vm/programs.ts';
import { qemuArgv } from '../../../../src/places/vm/qemu.ts';
import { toTry } from '../../../../src/places/vm/verdict.ts';

const each = ['x64', 'arm64'].flatMap((arch) => accelerators.map((one) => [arch, one] as const));

describe.each(each)('qemu on %s with %s', (arch, accelerator) => {
  const argv = qemuArgv(machineOf(arch)!, { accelerator, port: 2222, cpus: 2, memory: 512 });
  const wordAfter = (word: string) => argv[argv.indexOf(word) + 1];
  it('reaches nothing and is reached at one port of 127.0.0.1', () => {
    expect(argv.filter((word) => word === '-netdev')).toHaveLength(1);
    expect(wordAfter('-netdev')).toBe('user,id=net,ipv6=off,restrict=on,hostfwd=tcp:127.0.0.1:2222-:22');
  });
  it('shares the host read-only, and brings no device of its own accord', () => {
    expect(wordAfter('-fsdev')).toContain('readonly=on');
    expect(argv).toContain('-nodefaults');
    expect(argv.filter((word) => word === '-device')).toHaveLength(2);
  });
  it('filters its own system calls', () => {
    expect(wordAfter('-sandbox')).toMatch(/^on,spawn=deny,elevateprivileges=deny/);
  });
});

it.each([
  [false, undefined, ['tcg']],
  [true, undefined, ['kvm', 'tcg']],
  [true, { works: true, why: '' }, ['kvm', 'tcg']],
  [true, { works: false, why: 'it hung' }, ['tcg']],
] as const)('with /dev/kvm %s and what is known %j, %j are tried', (kvm, known, tried) => {
  expect(toTry(kvm, known)).toEqual(tried);
});

it('names every missing program, and one command for all', () => {
  const lacks = missingPrograms(machineOf('x64')!, (name) => name === 'tar' || name === 'ssh');
  expect(lacks.map(({ what }) => what)).toEqual([
    'qemu-system-x86_64',
    'dropbear',
    'setpriv',
    'unshare',
    'flock',
  ]);
  expect(new Set(lacks.map(({ todo }) => todo))).toEqual(
    new Set(['apt-get install qemu-system-x86 dropbear-bin util-linux']),
  );
});

it.each([
  [0, { HOME: '/home/user' }, '/var/cache/netlab', /^\/run\/netlab-vm$/],
  [7, { HOME: '/home/u', XDG_RUNTIME_DIR: '/not/there' }, '/home/u/.cache/netlab', /\/netlab(-\d+)?-vm$/],
  [7, { XDG_CACHE_HOME: '/c' }, '/c/netlab', /\/netlab(-\d+)?-vm$/],
] as const)('user %i with %j keeps kernels in %s and the VM in %s', (user, env, cache, runtime) => {
  expect(vmFolders(user, env)).toMatchObject({ cache, runtime: expect.stringMatching(runtime) });
});

it('knows no VM for other processors', () => {
  expect(machineOf('mips')).toBeUndefined();
});
