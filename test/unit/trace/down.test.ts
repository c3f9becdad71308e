/** An interface that is down, and one that a packet does not leave through. */
import { expect, test } from 'vitest';
import { downAtSender } from '../../../src/trace/causes/down.ts';

const links = [{ ifname: 'kube-ipvs0', flags: ['BROADCAST', 'NOARP'] }];

test('an interface that is down is named', () => {
  expect(downAtSender('node1', '10.96.0.10 dev kube-ipvs0 src 10.96.0.10', links)?.why).toBe(
    "node1's kube-ipvs0 is down",
  );
});

test('an address of the node is local, also on an interface that is down', () => {
  expect(downAtSender('node1', 'local 10.96.0.10 dev kube-ipvs0 table local src 10.96.0.10', links)).toBe(
    undefined,
  );
});
