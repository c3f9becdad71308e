/**
 * The canonical form of an iptables rule, for comparing a typed rule with the output of `iptables-save`. iptables-save:
 *
 * - shortens long options, and completes addresses (`10.0.0.1/32`)
 * - adds matches that a protocol implies (`-m tcp`), and defaults
 * - prints marks, ICMP types and probabilities as numbers
 * - orders options differently, so the form is a sorted list
 *
 * Both rules are converted here, so an option without a conversion still equals itself.
 */
import { formatCidr, hostCidr, network, parseCidr, parseIp } from './cidr.ts';

/** An option with its values. */
type Part = readonly string[];

const short: Readonly<Record<string, string>> = {
  '--source': '-s',
  '--src': '-s',
  '--destination': '-d',
  '--dst': '-d',
  '--protocol': '-p',
  '--proto': '-p',
  '--in-interface': '-i',
  '--out-interface': '-o',
  '--jump': '-j',
  '--goto': '-g',
  '--match': '-m',
  '--fragment': '-f',
  '--destination-port': '--dport',
  '--source-port': '--sport',
  '--destination-ports': '--dports',
  '--source-ports': '--sports',
  '--to': '--to-destination',
};

const protocols: Readonly<Record<string, string>> = {
  1: 'icmp',
  4: 'ipencap',
  6: 'tcp',
  17: 'udp',
  58: 'ipv6-icmp',
  icmpv6: 'ipv6-icmp',
  ipip: 'ipencap',
};

/** extensions/libxt_icmp.h; only names that labs use. */
const icmpTypes: Readonly<Record<string, string>> = {
  'echo-reply': '0',
  'destination-unreachable': '3',
  'fragmentation-needed': '3/4',
  redirect: '5',
  'echo-request': '8',
  'time-exceeded': '11',
};

/** Defaults, which iptables-save prints even if they were not typed. */
const implied = new Set([
  '--reject-with icmp-port-unreachable',
  '--reject-with icmp6-port-unreachable',
  '--limit-burst 5',
  '-p all',
]);

const all32 = 0xffff_ffff;
const hex = (n: number): string => `0x${(n >>> 0).toString(16)}`;

function mark(text: string): string {
  const [value, mask] = text
    .split('/')
    .map((part) => (/^(0x[0-9a-f]+|\d+)$/i.test(part) ? Number(part) : Number.NaN));
  if (value === undefined || Number.isNaN(value) || Number.isNaN(mask)) return text;
  return mask === undefined || mask === all32 ? hex(value) : `${hex(value)}/${hex(mask)}`;
}

function address(text: string): string {
  const prefix = parseCidr(text) ?? (parseIp(text) ? hostCidr(parseIp(text)!) : undefined);
  return prefix ? formatCidr(network(prefix)) : text;
}

const sorted = (text: string): string => text.split(',').sort().join(',');

/** The canonical form of an option's values. */
const rewrites: Readonly<Record<string, (values: readonly string[]) => Part>> = {
  '-s': ([text = '']) => ['-s', address(text)],
  '-d': ([text = '']) => ['-d', address(text)],
  '-p': ([text = '']) => ['-p', protocols[text.toLowerCase()] ?? text.toLowerCase()],
  '--mark': ([text = '']) => ['--mark', mark(text)],
  '--set-mark': ([text = '']) => ['--set-xmark', mark(text)],
  '--set-xmark': ([text = '']) => ['--set-xmark', mark(text)],
  '--or-mark': ([text = '']) => ['--set-xmark', mark(`${text}/${text}`)],
  '--xor-mark': ([text = '']) => ['--set-xmark', mark(`${text}/0`)],
  '--and-mark': ([text = '']) => ['--set-xmark', mark(`0/${~Number(text) >>> 0}`)],
  '--icmp-type': ([text = '']) => ['--icmp-type', icmpTypes[text] ?? text],
  // libxt_statistic.c stores a 31-bit fraction, so 0.3333 is printed as 0.33329999982.
  '--probability': ([text = '']) => ['--probability', Number(text).toFixed(6)],
  '--limit': ([text = '']) => ['--limit', text.replace(/\/(s|m|h|d)[a-z]*$/, '/$1')],
  '--syn': () => ['--tcp-flags', 'ACK,FIN,RST,SYN', 'SYN'],
  '--tcp-flags': ([mask = '', comp = '']) => ['--tcp-flags', sorted(mask), sorted(comp)],
  '--ctstate': ([text = '']) => ['--ctstate', sorted(text)],
  '--state': ([text = '']) => ['--state', sorted(text)],
};

/** The parts of a rule's words, without its chain; `['-s 10.0.0.1/32', '-j ACCEPT']`, sorted. */
export function ruleParts(words: readonly string[]): readonly string[] {
  const parts: { readonly not: boolean; readonly part: Part }[] = [];
  let not = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '!') {
      not = true;
      continue;
    }
    const option = short[word] ?? word;
    const values: string[] = [];
    while (i + 1 < words.length && !/^(-[a-zA-Z]|--[a-z].*|!)$/.test(words[i + 1]!)) values.push(words[++i]!);
    parts.push({ not, part: rewrites[option]?.(values) ?? [option, ...values] });
    not = false;
  }
  const protocol = parts.find(({ part }) => part[0] === '-p')?.part[1];
  const same = protocol === 'ipv6-icmp' ? 'icmp6' : protocol;
  return parts
    .filter(({ part }) => !(part[0] === '-m' && (part[1] === protocol || part[1] === same)))
    .map(({ not: negated, part }) => `${negated ? '! ' : ''}${part.join(' ')}`)
    .filter((text) => !implied.has(text))
    .sort();
}
