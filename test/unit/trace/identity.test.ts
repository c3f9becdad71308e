/** Observations are joined to the packets of the kernel's memory, or to none. */
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../src/trace/identity/identity.ts';
import { join, notJoined } from '../../../src/trace/identity/join.ts';
import type { Skb, SkbEvent } from '../../../src/trace/identity/skb.ts';
import type { Sighting } from '../../../src/trace/sighting.ts';

/** Times are microseconds. */
interface Seen {
  readonly length?: number;
  readonly vlan?: number;
  readonly bytes?: string;
}
const seen = (
  at: string,
  direction: 'in' | 'out',
  time: number,
  { length = 98, vlan = 0, bytes = '' }: Seen = {},
): Sighting => {
  const [node = '', name = ''] = at.split(':');
  return {
    ...{ node, interface: name, direction, to: 'host' },
    packet: { time: BigInt(time) * 1000n, length: length + 4 * vlan, linkType: 1, data: Buffer.from(bytes) },
    frame: { length, ...(vlan > 0 ? { vlan: Array(vlan).fill({ id: 7 }) } : {}) },
  };
};
const event = (kind: SkbEvent[0], name: string, time: number, length = 98): SkbEvent => [
  kind,
  name,
  kind === 'receive' ? length - 14 : length,
  `${time}000`,
];
/** From one interface to the other end of its cable. */
const crossed = (from: string, to: string, begin: number): readonly SkbEvent[] => [
  event('queue', from, begin),
  event('send', from, begin + 4),
  event('receive', to, begin + 12),
];
const skb = (...events: readonly SkbEvent[]): Skb => ({ events });

/** The number of each observation's packet. */
const numbers = (sightings: readonly Sighting[], skbs: readonly Skb[], until?: number) => {
  const joined = join(sightings, { skbs, ...(until === undefined ? {} : { until: BigInt(until) * 1000n }) });
  return sightings.map((one) => {
    const found = joined.of(one);
    return found ? skbs.indexOf(found) : joined.whyNot(one);
  });
};

const [out, into] = [seen('red:eth0', 'out', 1002), seen('blue:eth1', 'in', 1005)];

describe('an observation is joined', () => {
  it('to the packet whose events lie around it, and not to one of another lab that passed then', () => {
    const other = skb(...crossed('eth0', 'eth1', 990));
    expect(numbers([out, into], [other, skb(...crossed('eth0', 'eth1', 1000))])).toEqual([1, 1]);
  });

  it('not to a packet that passes an interface where this lab saw none', () => {
    const other = skb(...crossed('eth0', 'eth9', 1000));
    expect(numbers([out, into], [other, skb(...crossed('eth0', 'eth1', 1000))])).toEqual([1, 1]);
  });

  it('to none where two fit', () => {
    const twice = [skb(...crossed('eth0', 'eth1', 1000)), skb(...crossed('eth0', 'eth1', 1001))];
    const why = /^other packets of this length passed an interface of this name .* red:eth0$/;
    expect(numbers([out, into], twice)[0]).toMatch(why);
  });

  it('to none of another length or direction', () => {
    const other = skb(event('queue', 'eth0', 1000, 99), event('send', 'eth0', 1004, 99));
    expect(numbers([out], [other])).toEqual(['the kernel reports no event for the packet at red:eth0']);
    expect(numbers([out], [skb(event('receive', 'eth0', 1004, 112))])[0]).toMatch(/no event/);
  });

  it('with a tag beside the packet, or in it', () => {
    const tagged = seen('red:eth0', 'out', 1002, { vlan: 1 });
    for (const length of [98, 102]) {
      const events = [event('queue', 'eth0', 1000, length), event('send', 'eth0', 1004, length)];
      expect(numbers([tagged], [skb(...events)])).toEqual([0]);
    }
  });

  it('to the copy that has its bytes, where a bridge floods', () => {
    const copies = ['a', 'b'].map((bytes, i) => seen(`host:port${i}`, 'out', 1002 + i, { bytes }));
    const ends = ['b', 'a'].map((bytes, i) => seen(`pod${i}:eth0`, 'in', 1006 + i, { bytes }));
    const skbs = [0, 1].map((i) =>
      skb(
        event('queue', `port${i}`, 1000 + i),
        event('send', `port${i}`, 1004 + i),
        event('receive', 'eth0', 1020 + i),
      ),
    );
    expect(numbers([...copies, ...ends], skbs)).toEqual([0, 1, 1, 0]);
  });

  it('to the packet of the lower interface, which a macvlan takes over', () => {
    const upper = seen('box:mac0', 'in', 1005);
    expect(numbers([out, into, upper], [skb(...crossed('eth0', 'eth1', 1000))])).toEqual([0, 0, 0]);
  });

  it('although an XDP program dropped the packet before the next observation', () => {
    const dropped = { ...skb(...crossed('eth0', 'eth1', 1000)), reason: 'XDP' };
    expect(numbers([out], [dropped])).toEqual([0]);
    expect(numbers([out], [skb(...crossed('eth0', 'eth1', 1000))])[0]).toMatch(/no event/);
  });

  it('only before the buffer was full', () => {
    const skbs = [skb(...crossed('eth0', 'eth1', 1000))];
    expect(numbers([out, into], skbs, 20_000)).toEqual([0, 0]);
    expect(numbers([out, into], skbs, 2000)[0]).toMatch(/filled the event buffer before .* red:eth0$/);
  });
});

describe('a trace is', () => {
  const way = { hops: [out, into], copies: [] };
  it('by skb if every hop has a packet', () => {
    const joined = join([out, into], { skbs: [skb(...crossed('eth0', 'eth1', 1000))] });
    expect(identityOf([way, undefined], joined)).toEqual({ by: 'skb' });
  });
  it('by headers otherwise, with the reason', () => {
    expect(identityOf([way], join([out, into], { skbs: [] }))).toEqual({
      by: 'headers',
      why: 'the kernel reports no event for the packet at red:eth0',
    });
    expect(identityOf([way], notJoined('only root'))).toEqual({ by: 'headers', why: 'only root' });
  });
  it('neither without a packet, or where nobody asked', () => {
    expect(identityOf([undefined], notJoined('only root'))).toBeUndefined();
    expect(identityOf([way], notJoined())).toBeUndefined();
  });
});
