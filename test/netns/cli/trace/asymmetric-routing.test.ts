/** `netlab trace` in asymmetric-routing: hops and causes written down by hand. */
import { describe, expect, it } from 'vitest';
import { trace, up } from './traced.ts';

describe('asymmetric-routing', () => {
  up('asymmetric-routing');
  it('names rp_filter, and shows an answer that takes another way', () => {
    expect(trace('asymmetric-routing', 'client', 'strict', '--wait', '0.5')).toMatchObject({
      ...{ exit: 1, outcome: 'arrived', last: 'strict eth0 in' },
      ...{ cause: { id: 'reverse-path', node: 'strict' }, command: 'ip route get 192.0.2.2' },
    });
    expect(trace('asymmetric-routing', 'client', 'trusting')).toMatchObject({
      ...{ exit: 0, outcome: 'answered' },
      way: [
        ...[
          'client eth0 out',
          'left eth0 in',
          'left eth1 out',
          'west left in',
          'west trusting out',
          'trusting eth0 in',
        ],
      ],
      reply: [
        ...['trusting eth1 out', 'east trusting in', 'east right out', 'right eth1 in', 'right eth0 out'],
        'client eth1 in',
      ],
    });
  });
});
