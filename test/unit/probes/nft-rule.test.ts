import { expect, it } from 'vitest';
import { findNftRule, listChain } from '../../../src/probes/nft-rule.ts';

const listed = `table inet filter {
\tchain forward {
\t\ttype filter hook forward priority filter; policy accept;
\t\tip saddr 192.0.2.2 counter packets 3 bytes 252 accept
\t\tip saddr 192.0.2.2 tcp dport { 80, 443 } counter packets 0 bytes 0 drop comment "web"
\t\tudp dport 53 accept
\t}
}
`;

it.each([
  ['ip saddr 192.0.2.2 counter accept', [3]],
  ['ip saddr 192.0.2.2 accept', [3]],
  ['tcp dport {80,443} drop comment web', [0]],
  ['ip saddr 192.0.2.2', [3, 0]],
  ['ip saddr 192.0.2.22', []],
  ['udp dport 53', [undefined]],
])('finds %s', (text, packets) =>
  expect(findNftRule(listed, text).map((rule) => rule.packets)).toEqual(packets),
);

it('lists the chain of a table', () => {
  expect(listChain('inet filter', 'forward')).toEqual(['nft', 'list', 'chain', 'inet', 'filter', 'forward']);
  expect(listChain('nat', 'post')).toEqual(['nft', 'list', 'chain', 'ip', 'nat', 'post']);
});
