import { expect, it } from 'vitest';
import { fits } from '../../../src/probes/traceroute.ts';
import { compiled } from '../compiled.ts';

const hop = (address: string | null, kind = 'time-exceeded') => ({ address, kind });
const found = [hop('10.0.1.1'), hop('10.0.2.2'), hop('10.0.3.2', 'reply')];

it.each([
  ['every hop as expected', found, ['10.0.1.1', '10.0.2.2', '10.0.3.2'], true],
  ['any hop', found, ['10.0.1.1', undefined, '10.0.3.2'], true],
  [
    'a silent hop',
    [hop('10.0.1.1'), hop(null, 'none'), found[2]!],
    ['10.0.1.1', undefined, '10.0.3.2'],
    true,
  ],
  ['another hop', found, ['10.0.1.1', '10.0.9.9', '10.0.3.2'], false],
  ['one hop more', found, ['10.0.1.1', '10.0.3.2'], false],
  ['one hop less', found.slice(0, 2), ['10.0.1.1', '10.0.2.2', '10.0.3.2'], false],
  ['a last hop that is a router', found.slice(0, 2), ['10.0.1.1', '10.0.2.2'], false],
  [
    'an error on the way',
    [hop('10.0.1.1'), hop('10.0.1.1', 'ICMP type 3 code 0')],
    ['10.0.1.1', '10.0.1.1'],
    false,
  ],
])('%s', (_, hops, expected, result) => {
  expect(fits(hops, expected)).toBe(result);
});

it('hops are references like other addresses', () => {
  const { lab } = compiled(`lab: x
nodes: { a: {}, b: {} }
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify:
  - traceroute: { from: a, to: b, protocol: icmp, expect: { hops: ["b:eth0"] } }
`);
  expect(lab.checks[0]).toMatchObject({
    id: 'traceroute/a/b',
    title: 'a -> b, icmp',
    expected: 'b:eth0',
    marked: true,
    spec: { host: '192.0.2.2', hops: ['192.0.2.2'] },
  });
});
