/** The rules of a policy's chain, against what felix's sources say (felix/rules). */
import { describe, expect, it } from 'vitest';
import { accept, chain, named, node1, object, returns } from './node1.ts';

describe('rules of a policy', () => {
  const all = { podSelector: {} };
  const chainOf = (spec: object, direction: 'pi' | 'po' = 'pi') => {
    const node = node1([object('p', { ...all, ...spec })]);
    return chain(node, named(node, `cali-${direction}-`)).map((line) => line.replace(/cali40s:\S+/, 'SET'));
  };
  const ports = (...list: readonly unknown[]) => chainOf({ ingress: [{ ports: list }] });

  it.each([
    ['nothing said is all', { ingress: [{}] }, [accept]],
    ['no rule is nothing but a comment', { ingress: [] }, ['']],
    [
      'a network',
      { ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3/8' } }] }] },
      [`-s 10.0.0.0/8 ${accept}`],
    ],
    ['of the other family no rule', { ingress: [{ from: [{ ipBlock: { cidr: 'fd00::/8' } }] }] }, ['']],
    [
      'a network but for parts of it',
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } }] }] },
      [
        '-j MARK --set-xmark 0x40000/0xc0000',
        '-s 10.1.0.0/16 -j MARK --set-xmark 0x0/0x40000',
        '-s 10.2.0.0/16 -j MARK --set-xmark 0x0/0x40000',
        `-s 10.0.0.0/8 -m mark --mark 0x40000/0x40000 ${accept}`,
      ],
    ],
    [
      'one for each protocol and peer, and RETURN between them',
      {
        ingress: [
          {
            from: [{ podSelector: {} }, { namespaceSelector: {} }],
            ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }],
          },
        ],
      },
      [
        `-p tcp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
        returns,
        `-p tcp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
        returns,
        `-p udp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
        returns,
        `-p udp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
      ],
    ],
  ])('%s', (_, spec, expected) => {
    expect(chainOf(spec)).toEqual(expected);
  });

  it('egress looks at the destination', () => {
    expect(
      chainOf({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { podSelector: {} }] }] }, 'po'),
    ).toEqual([`-d 10.0.0.0/8 ${accept}`, returns, `-m set --match-set SET dst ${accept}`]);
  });

  it('ports are joined to the fewest ranges', () => {
    expect(
      ports({ port: 82 }, { port: 80 }, { port: 81 }, { port: 8000, endPort: 8010 }, { port: 8005 }),
    ).toEqual([`-p tcp -m multiport --dports 80:82,8000:8010 ${accept}`]);
  });

  it('a port of a protocol without a number is all of it', () => {
    expect(ports({ port: 80 }, { protocol: 'TCP' })).toEqual([`-p tcp ${accept}`]);
  });

  it('more than fifteen ports are a block of matches', () => {
    const sixteen = Array.from({ length: 16 }, (_, i) => ({ port: 2 * i + 1 }));
    const [first, ...rest] = ports(...sixteen);
    expect(first).toBe('-j MARK --set-xmark 0x0/0xc0000');
    expect(rest).toEqual([
      '-p tcp -m multiport --dports 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29 -j MARK --set-xmark 0x40000/0x40000',
      '-p tcp -m multiport --dports 31 -j MARK --set-xmark 0x40000/0x40000',
      `-p tcp -m mark --mark 0x40000/0x40000 ${accept}`,
    ]);
  });
});
