import { expect, test } from 'vitest';
import { macAddress, shortHash, vethName } from '../../../src/base/derive.ts';

test('a MAC is locally administered, no group address, and the same on every machine', () => {
  expect(macAddress('node1', 'flannel.1')).toBe('02:23:a9:58:8a:3c');
  for (let i = 0; i < 200; i++) {
    const mac = macAddress(`node${i}`, 'eth0');
    expect(mac).toMatch(/^02(:[0-9a-f]{2}){5}$/);
  }
});

test('names do not run into each other', () => {
  expect(macAddress('a', 'b/c')).not.toBe(macAddress('a', 'c'));
  expect(new Set(Array.from({ length: 2000 }, (_, i) => macAddress('node', `e${i}`))).size).toBe(2000);
});

test('the end of a container on its host is called as CNI calls it', () => {
  expect(vethName('node1', 'pod1-1')).toMatch(/^veth[0-9a-f]{8}$/);
  expect(vethName('node1', 'pod1-1')).toBe(vethName('node1', 'pod1-1'));
});

test('a short hash is as long as asked', () => {
  expect(shortHash('x', 6)).toMatch(/^[0-9a-f]{6}$/);
});
