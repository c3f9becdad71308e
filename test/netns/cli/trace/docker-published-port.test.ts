/** `netlab trace` in docker-published-port: hops and causes written down by hand. */
import { describe, expect, it } from 'vitest';
import { back, trace, up } from './traced.ts';

describe('docker-published-port', () => {
  up('docker-published-port');
  it('shows which rule rewrites the address', () => {
    const way = [
      ...['client eth0 out', 'underlay client in', 'underlay host out', 'host eth0 in'],
      ...['host docker0 out', 'host veth out', 'web eth0 in'],
    ];
    const found = trace('docker-published-port', 'client', 'host', '--http', '8080');
    expect(found).toMatchObject({ exit: 0, outcome: 'answered', way, reply: back(way) });
    expect(found.hops[4]?.changes).toMatchObject({
      nat: [{ what: 'destination', from: '198.51.100.11:8080', to: '172.17.0.2:80' }],
    });
    expect(found.hops[4]?.natRules?.map(({ line }) => line)).toEqual([
      '-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
    ]);
  });
});
