import { expect, it } from 'vitest';
import { findProcess, parseStat } from '../../../../src/places/process/processes.ts';

const tail = '1 5 5 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 4711 100 1';

it.each(['sh', 'a b', 'a) R 1', ') Z (', '((('])(
  'reads the state and start of a process called %j',
  (name) => {
    expect(parseStat(`5 (${name}) S ${tail}`)).toEqual({ state: 'S', start: 4711 });
  },
);

it('finds this process, and none that is not there', () => {
  const own = findProcess(process.pid);
  expect(own).toMatchObject({ pid: process.pid });
  expect(own?.argv.length).toBeGreaterThan(0);
  expect(own?.start).toBeGreaterThan(0);
  expect(findProcess(2 ** 22 + 1)).toBeUndefined();
});
