/** One end of a cable is down: the other end has no carrier, which is not the cause. */
import { expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'cable',
  `
lab: cable
about: Two nodes and a cable.
nodes: { red: {}, blue: {} }
links:
  - { endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
`,
);

it.each(['red', 'blue'])('names the end that is down: %s', async (node) => {
  lab.type(node, 'ip link set eth0 down');
  try {
    const [check] = await lab.check('  - ping: { from: red, to: blue, within: 1 }');
    expect(told(check!)).toMatch(new RegExp(`\\| ${node}'s eth0 is down\\. Look: `));
  } finally {
    lab.type(node, 'ip link set eth0 up');
  }
});
