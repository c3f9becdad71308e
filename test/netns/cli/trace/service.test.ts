/** A service as the destination of `netlab trace`. */
import { describe, expect, it } from 'vitest';
import { netlab } from '../run-netlab.ts';
import { trace, up } from './traced.ts';

describe('service-iptables', () => {
  const lab = 'service-iptables';
  up(lab);

  it('asks at the cluster IP, by the protocol and the port of the service', () => {
    const { exit, outcome, hops } = trace(lab, 'client-1', 'service/near');
    expect({ exit, outcome }).toEqual({ exit: 0, outcome: 'answered' });
    expect(hops.flatMap(({ natRules = [] }) => natRules.map(({ line }) => line))).toContainEqual(
      expect.stringMatching(/-j DNAT --to-destination 10\.244\.1\.\d+:8080$/),
    );
    expect(netlab('trace', lab, 'client-1', 'near.default.svc', '--reply').stdout).toMatch(
      /^client-1 -> near\.default\.svc {3}TCP port 80 {3}answered/,
    );
  });

  it('names what the cluster has', () => {
    expect(netlab('trace', lab, 'client-1', 'service/nera')).toMatchObject({
      exit: 2,
      stderr: 'netlab: the cluster has no service "default/nera"\n  did you mean default/near?\n',
    });
    expect(netlab('trace', lab, 'client-1', 'service/web:htp')).toMatchObject({
      exit: 2,
      stderr: 'netlab: default/web has no port "htp"\n  did you mean http?\n',
    });
  });

  it('a service without endpoints is refused by its rule', () => {
    expect(trace(lab, 'client-1', 'service/none')).toMatchObject({
      exit: 1,
      cause: { id: 'rule', node: 'node1' },
    });
  });
});
