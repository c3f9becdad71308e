/** The printed commands of `run` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { compiled, red, withRed } from '../compiled.ts';

describe('run', () => {
  test.each([
    ['sleep 5', 'ip netns exec x.red sleep 5'],
    [['sleep', '5 s'], "ip netns exec x.red sleep '5 s'"],
    [`sh -c 'echo "$(blue) $$(id)"'`, `ip netns exec x.red sh -c 'echo "192.0.2.2 $(id)"'`],
    ['/usr/bin/ip link show', 'ip netns exec x.red /usr/bin/ip link show'],
    ['ip link set eth0 down', 'ip -n x.red link set eth0 down'],
  ])('%j', (exec, command) => {
    expect(red({ run: [{ exec }] }, 'exec/')).toEqual([command]);
  });

  test('a command has a deadline', () => {
    const within = (item: Record<string, unknown>) =>
      compiled(withRed({ run: [{ exec: 'date', ...item }] })).plan.steps.find(
        ({ id }) => id === 'red/exec/date',
      );
    expect(within({})).toMatchObject({ within: 300 });
    expect(within({ within: 5 })).toMatchObject({ within: 5 });
  });

  test('items keep their order', () => {
    const run = [{ exec: 'echo 1' }, { process: 'sleep 9' }, { exec: 'echo 2' }];
    const steps = compiled(withRed({ run })).plan.steps.filter((step) => /exec|process/.test(step.id));
    expect(steps.map((step) => `${step.id} ${step.level}`)).toEqual([
      'red/exec/echo 2',
      'red/process/sleep 3',
      'red/exec/echo-2 4',
    ]);
  });

  test('a program that a lab runs is one that it requires', () => {
    expect(compiled(withRed({ run: [{ exec: 'frobnicate now' }] })).plan.requires.tools).toContain(
      'frobnicate',
    );
  });

  test("a process takes no name that another setting's process has", () => {
    const run = [{ process: '/x/serve' }, { process: '/x/mounts' }];
    const ids = compiled(withRed({ serve: ['80/http'], run })).plan.steps.map((step) => step.id);
    expect(ids.filter((id) => id.startsWith('red/process'))).toEqual([
      'red/process/serve',
      'red/process/serve-2',
      'red/process/mounts-2',
    ]);
  });
});
