import { mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentFault } from '../../../src/base/environment-fault.ts';

const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('an error of the system is a sentence with its path', () => {
  expect(environmentFault(thrown(() => readFileSync('/nowhere/file')))).toEqual({
    text: 'cannot open /nowhere/file: no such file or folder',
    why: 'no such file or folder',
    todo: 'check the path',
    exit: 4,
  });
  expect(environmentFault(thrown(() => mkdirSync('/proc/x')))?.text).toBe(
    'cannot make the folder /proc/x: no such file or folder',
  );
  const fork = Object.assign(new Error('spawn ip EAGAIN'), { code: 'EAGAIN', syscall: 'spawn ip' });
  expect(environmentFault(fork)).toMatchObject({
    text: 'cannot start ip: no more processes can be started',
    exit: 3,
  });
});

test('anything else is a fault of netlab', () => {
  expect(environmentFault(new TypeError('x is undefined'))).toBeUndefined();
  expect(environmentFault(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBeUndefined();
  expect(environmentFault('text')).toBeUndefined();
});
