/** `netlab trace` in mtu-black-hole: hops and causes written down by hand. */
import { describe, expect, it } from 'vitest';
import { trace, up } from './traced.ts';

describe('mtu-black-hole', () => {
  up('mtu-black-hole');
  it('finds the narrow link although nobody says so, for a ping and behind a handshake', () => {
    const wanted = {
      exit: 1,
      outcome: 'lost',
      last: 'router eth2 in',
      cause: { id: 'too-big', node: 'router' },
    };
    expect(
      trace('mtu-black-hole', 'deaf', 'server', '--size', '1472', '--df', '--wait', '0.5'),
    ).toMatchObject(wanted);
    expect(
      trace('mtu-black-hole', 'deaf', 'server', '--tcp', '9000', '--size', '20000', '--wait', '0.5'),
    ).toMatchObject(wanted);
    expect(trace('mtu-black-hole', 'learner', 'server', '--size', '1472', '--df')).toMatchObject({
      ...{ exit: 1, last: 'router eth1 in', cause: { id: 'icmp-error', node: 'router' } },
    });
  });
});
