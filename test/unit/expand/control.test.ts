/** `control` is written out: one change or several, of a check or of a probe under while. */
import { expect, test } from 'vitest';
import { expanded } from '../compiled.ts';

test('a control is the same probe with a change, without what it expects', () => {
  const { verify } = expanded(`lab: x
nodes: { a: {}, b: {} }
verify: [{ tcp: { from: a, to: b, port: 80, expect: timeout, about: why, control: { from: c } } }]`);
  expect(verify).toEqual([
    {
      tcp: {
        ...{ from: 'a', to: 'b', port: '80', expect: 'timeout', about: 'why' },
        control: [{ to: 'b', port: '80', from: 'c' }],
      },
    },
  ]);
});

test('each control of a list is written out, and so are those under while', () => {
  const { verify } = expanded(`lab: x
nodes: { a: {}, b: {} }
verify:
  - rule-counter:
      at: a
      chain: INPUT
      rule: -j DROP
      while: { tcp: { from: a, to: b, port: 80, expect: timeout, control: [{ from: c }, { port: 81 }] } }`);
  expect(verify).toMatchObject([
    {
      'rule-counter': {
        while: {
          tcp: {
            control: [
              { to: 'b', port: '80', from: 'c' },
              { from: 'a', to: 'b', port: '81' },
            ],
          },
        },
      },
    },
  ]);
});
