/** The comparisons of a filter, in the words of u32 and of flower. */
import { parseIp } from '../../base/cidr.ts';
import { otherAddress } from '../../steps/other-value.ts';
import type { TcSetting } from '../../steps/tc.ts';

export interface Match {
  /** `ip`, `ipv6`, `arp`, `all` */
  readonly protocol: string;
  readonly addresses: readonly AddressMatch[];
  readonly ipProtocol?: 'tcp' | 'udp' | 'icmp' | 'icmpv6';
  readonly sport?: number;
  readonly dport?: number;
  /** `dst 192.0.2.1 udp dport 5001` */
  readonly text: string;
}

export interface AddressMatch {
  readonly key: 'src' | 'dst';
  readonly address: string;
}

export const addressMatch = (key: AddressMatch['key'], address: string): AddressMatch => ({ key, address });

/** IANA's numbers. */
const numbers = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 } as const;

type Protocol = NonNullable<Match['ipProtocol']>;
const otherProtocol: Readonly<Record<Protocol, Protocol>> = {
  ...{ tcp: 'udp', udp: 'tcp', icmp: 'udp', icmpv6: 'udp' },
};

export const matchesOf = (kind: 'u32' | 'flower' | 'matchall', match: Match): readonly TcSetting[] =>
  kind === 'u32' ? u32(match) : kind === 'flower' ? flower(match) : [];

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

function u32({ protocol, addresses, ipProtocol, sport, dport }: Match): readonly TcSetting[] {
  const four = protocol === 'ip';
  const header = four ? 'ip' : 'ip6';
  const match = (...words: (string | number)[]) => ['match', ...words.map(String)];
  // RFC 791: the protocol is in the 32 bits at 8, the source at 12. Ports follow 20 bytes. tc shows one key for each 32 bits.
  const shown = (value: string, mask: string, at: number) =>
    four ? { shown: `match ${value}/${mask} at ${at}` } : {};
  const settings = [
    ...addresses.map(
      ({ key, address }): TcSetting => ({
        name: key,
        words: match(header, key, `${address}/${four ? 32 : 128}`),
        other: match(header, key, `${otherAddress(address)}/${four ? 32 : 128}`),
        ...shown(
          hex(Number(BigInt.asUintN(32, parseIp(address)!.value))),
          'ffffffff',
          key === 'src' ? 12 : 16,
        ),
      }),
    ),
    ...(ipProtocol
      ? [
          {
            name: 'ip-protocol',
            words: match(header, 'protocol', numbers[ipProtocol], '0xff'),
            other: match(header, 'protocol', numbers[otherProtocol[ipProtocol]], '0xff'),
            ...shown(hex(numbers[ipProtocol] << 16), '00ff0000', 8),
          },
        ]
      : []),
    ...Object.entries({ sport, dport }).flatMap(([key, port]) =>
      port === undefined
        ? []
        : [
            {
              name: key,
              words: match(header, key, port, '0xffff'),
              other: match(header, key, otherPort(port), '0xffff'),
              ...shown(
                hex(((sport ?? 0) << 16) | (dport ?? 0)),
                `${sport === undefined ? '0000' : 'ffff'}${dport === undefined ? '0000' : 'ffff'}`,
                20,
              ),
            },
          ],
    ),
  ];
  return settings.length > 0
    ? settings
    : [{ name: 'match', words: match('u32', 0, 0), shown: 'match 00000000/00000000 at 0' }];
}

const otherPort = (port: number): number => (port === 65_535 ? port - 1 : port + 1);

function flower({ addresses, ipProtocol, sport, dport }: Match): readonly TcSetting[] {
  const setting = (
    name: string,
    word: string,
    value: string | number,
    other: string | number,
  ): TcSetting => ({
    name,
    words: [word, String(value)],
    other: [word, String(other)],
    shown: `${word} ${value}`,
  });
  return [
    ...(ipProtocol ? [setting('ip-protocol', 'ip_proto', ipProtocol, otherProtocol[ipProtocol])] : []),
    ...addresses.map(({ key, address }) => setting(key, `${key}_ip`, address, otherAddress(address)!)),
    ...(sport === undefined ? [] : [setting('sport', 'src_port', sport, otherPort(sport))]),
    ...(dport === undefined ? [] : [setting('dport', 'dst_port', dport, otherPort(dport))]),
  ];
}
