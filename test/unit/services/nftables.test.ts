/** Names of kube-proxy in mode nftables, and what depends on an option or a service. The facts test covers the rest. */
import { expect, it } from 'vitest';
import { hashName } from '../../../src/services/base32.ts';
import { categorize } from '../../../src/services/categorize.ts';
import { affinitySet, chainNames, endpointChain } from '../../../src/services/nftables/names.ts';
import { nftables } from '../../../src/services/nftables/nftables.ts';
import type { ServicePort } from '../../../src/services/service-port.ts';
import { exampleNode, exampleSetting } from '../../facts/kube-proxy-ports.ts';

const find = (title: string): ServicePort => exampleSetting.ports.find((port) => port.title === title)!;

interface Options {
  readonly 'nodeport-addresses'?: 'primary' | '0.0.0.0/0';
}

const commands = (ports: readonly ServicePort[], options: Options = {}, more: object = {}) => {
  const setting = { ...exampleSetting, ports, ...more };
  const write = nftables.nodes({ ...setting, options: { 'nodeport-addresses': 'primary', ...options } });
  const { nftables: items = [] } = write(exampleNode);
  return items.map((item) => (typeof item === 'string' ? item : item.command));
};

const rulesOf = (lines: readonly string[], chain: string) =>
  lines.flatMap((line) => line.split(`add rule ip kube-proxy ${chain} `)[1] ?? []);

it.each([
  ['ns1/svc1/tcp/p80', 'ULMVA6XW'],
  ['ns1/svc1/tcp/p80__10.180.0.1/80', '5OJB2KTY'],
])('the name of %s is that of kube-proxy', (text, hash) => {
  expect(hashName(text, 8)).toBe(hash);
});

it('a name of more than 240 characters is cut', () => {
  const port = { ...find('default/web:http'), service: `default/${'w'.repeat(63)}`, name: 'p'.repeat(63) };
  const long = { ...port, service: `${'n'.repeat(100)}/${'w'.repeat(63)}` };
  const [endpoint] = port.endpoints;
  expect(endpointChain(port, endpoint!)).toMatch(
    /^endpoint-[A-Z2-7]{8}-default\/w+\/tcp\/p+__10\.244\.1\.10\/8080$/,
  );
  expect(chainNames(long).firewall).toHaveLength(240);
  expect(affinitySet(long, endpoint!)).toMatch(/^affinity-.{228}\.\.\.$/);
});

it('all addresses but 127.0.0.0/8 accept node ports, if asked', () => {
  const lines = commands([], { 'nodeport-addresses': '0.0.0.0/0' });
  expect(lines.filter((line) => line.includes('nodeport-ips'))).toEqual([]);
  expect(rulesOf(lines, 'services')).toContain(
    'fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports',
  );
  expect(rulesOf(lines, 'nodeport-endpoints-check')).toEqual([
    'ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @no-endpoint-nodeports',
  ]);
});

it('masquerade-all masquerades the connections of pods, too', () => {
  const web = find('default/web:http');
  const lines = commands([web], {}, { masqueradeAll: true });
  expect(rulesOf(lines, chainNames(web).cluster)[0]).toBe('ip daddr 10.96.0.10 jump mark-for-masquerade');
});

it('two ports of a service add its cluster IP once', () => {
  const lines = commands([find('kube-system/kube-dns:dns'), find('kube-system/kube-dns:dns-tcp')]);
  expect(lines.filter((line) => line.includes('element ip kube-proxy cluster-ips'))).toEqual([
    'add element ip kube-proxy cluster-ips { 10.96.0.2 }',
  ]);
});

it('source ranges are checked even if the service has no endpoints', () => {
  const lb = { ...find('default/lb:http'), endpoints: [] };
  expect(categorize(lb, 'n1').any).toBe(false);
  const lines = commands([lb]);
  expect(rulesOf(lines, chainNames(lb).firewall)).toHaveLength(1);
  expect(lines).toContain(
    'add element ip kube-proxy no-endpoint-services { 203.0.113.13 . tcp . 80 comment "default/lb:http" : goto reject-chain }',
  );
});
