import { describe, expect, it } from 'vitest';
import { dissect } from '../../../src/packet/dissect.ts';
import { summarize } from '../../../src/packet/summary.ts';
import { ipv4, raw, udp } from './hand-made.ts';

const message = (head: string, length: number) => head.replaceAll(' ', '').padEnd(length * 2, 'a5');
const sent = (head: string, length: number, port = 51820) =>
  dissect(raw(ipv4(17, udp(port, message(head, length)))));

describe('what is WireGuard', () => {
  it.each([
    ['initiation', '01000000 78563412', 148, { sender: 0x12345678 }, 'handshake initiation'],
    ['response', '02000000 01000000 78563412', 92, { sender: 1, receiver: 0x12345678 }, 'handshake response'],
    ['cookie', '03000000 ffffffff', 64, { receiver: 4_294_967_295 }, 'cookie reply'],
    [
      'data',
      '04000000 01000000 0700000001000000',
      32,
      { receiver: 1, counter: 2 ** 32 + 7 },
      'data 4294967303',
    ],
  ])('%s', (type, head, length, fields, said) => {
    const frame = sent(head, length);
    expect(frame.wireguard).toEqual({ type, ...fields });
    expect(summarize(frame)).toContain(`10.0.0.1 > 10.0.0.2 WireGuard ${said}`);
    expect(frame.payload).toMatch(/^(a5)+$/);
  });

  it('is on the port of flannel for IPv6, too', () => {
    expect(sent('04000000 01000000 0700000000000000', 48, 51821)).toHaveProperty('wireguard');
  });

  it.each([
    ['with another type', '05000000 01000000 0700000000000000', 48],
    ['with a reserved byte', '04000001 01000000 0700000000000000', 48],
    ['with an initiation too long', '01000000 01000000', 149],
    ['with data that holds no tag', '04000000 01000000 0700000000000000', 31],
  ])('leaves UDP to its port %s as payload', (_, head, length) => {
    const frame = sent(head, length);
    expect(frame).not.toHaveProperty('wireguard');
    expect(frame.payload).toMatch(/^0/);
  });
});
