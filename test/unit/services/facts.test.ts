/** The rules for the example of kube-proxy show every fact of its lists, and equal kube-proxy's own, chain by chain. */
import { describe, expect, it } from 'vitest';
import { groupBy } from '../../../src/base/group-by.ts';
import { iptables } from '../../../src/services/iptables/iptables.ts';
import { ipvs } from '../../../src/services/ipvs/ipvs.ts';
import { nftables } from '../../../src/services/nftables/nftables.ts';
import { disordered, example, facts, type Line, lacking, shown } from '../../facts/facts.ts';
import { exampleNode, exampleSetting } from '../../facts/kube-proxy-ports.ts';

const of = (mode: string) => facts.filter(({ id }) => id.startsWith(`${mode}/`));

/** A chain and its rules, with insertions where they end up. */
function asDump(rules: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  for (const rule of rules) {
    const [, table = 'filter', command = '', chain = '', rest = ''] =
      /^(?:-t (\S+) )?(-[NAI]) (\S+) ?(.*)$/.exec(rule)!;
    const text = command === '-N' ? `:${chain} - [0:0]` : `-A ${chain} ${rest}`.trim();
    if (command === '-I') lines.unshift({ table, text });
    else lines.push({ table, text });
  }
  return lines;
}

const chainOf = ({ table, text }: Line): string => `${table} ${/^(?::|-A )(\S+)/.exec(text)![1]}`;

type RuleItem = string | { readonly rule: string };

const asDumpOf = (items: readonly RuleItem[]) =>
  asDump(items.map((item) => (typeof item === 'string' ? item : item.rule)));

/** In mode ipvs, the order of rules does not depend on the services. */
const byChainInOrder = (lines: readonly Line[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...groupBy(lines, chainOf)].map(([chain, some]) => [chain, some.map(({ text }) => text)]),
  );

/** Its lines by chain. kube-proxy writes services in any order, so rules of shared chains are sorted but for the last. */
function byChain(lines: readonly Line[]): Readonly<Record<string, readonly string[]>> {
  const grouped = groupBy(lines, chainOf);
  const shared = /KUBE-(SERVICES|NODEPORTS|EXTERNAL-SERVICES|PROXY-FIREWALL)$/;
  return Object.fromEntries(
    [...grouped].map(([chain, some]) => {
      const texts = some.map(({ text }) => text);
      return [chain, shared.test(chain) ? [...texts.slice(0, -1).sort(), texts.at(-1)!] : texts];
    }),
  );
}

describe('mode iptables', () => {
  const { iptables: items = [] } = iptables.nodes({ ...exampleSetting, options: {} })(exampleNode);
  const written = asDumpOf(items);

  it('has all facts, in their order', () => {
    expect(lacking(of('iptables'), written)).toEqual([]);
    expect(disordered(of('iptables'), written)).toEqual([]);
  });

  it('a missing rule is named', () => {
    const without = written.filter(({ text }) => !text.includes('--ctstate INVALID'));
    expect(lacking(of('iptables'), without)).toHaveLength(1);
  });

  it('is equal to what kube-proxy writes', () => {
    expect(byChain(written)).toEqual(byChain(example('iptables')));
  });
});

/** Its lines by chain, set or map. kube-proxy writes services in any order, so elements are sorted. */
function byObject(lines: readonly Line[]): Readonly<Record<string, readonly string[]>> {
  const grouped = groupBy(lines, ({ text }) => text.split(' ', 5).slice(1).join(' '));
  return Object.fromEntries(
    [...grouped].map(([object, some]) => {
      const texts = some.map(({ text }) => text);
      return [object, object.startsWith('element ') ? texts.sort() : texts];
    }),
  );
}

describe('mode nftables', () => {
  const options = { 'nodeport-addresses': 'primary' as const };
  const { nftables: items = [] } = nftables.nodes({ ...exampleSetting, options })(exampleNode);
  const written = items.map((item) => ({ text: typeof item === 'string' ? item : item.command }));

  it('has all facts, in their order', () => {
    expect(lacking(of('nftables'), written)).toEqual([]);
    expect(disordered(of('nftables'), written)).toEqual([]);
  });

  it('a missing command is named', () => {
    const without = written.filter(({ text }) => !text.includes('Drop traffic to unallocated'));
    expect(lacking(of('nftables'), without)).toEqual(['nftables/rule/cluster-ips-drop']);
  });

  it('is equal to what kube-proxy writes', () => {
    expect(byObject(written)).toEqual(byObject(example('nftables')));
  });

  it('refers only to chains and sets that an earlier command made', () => {
    const made = new Set<string>();
    for (const { text } of written) {
      const [, object = '', , , name = ''] = text.split(' ');
      for (const [, target = ''] of text.matchAll(/(?:goto |jump |@)(\S+)/g))
        if (!text.includes('comment "helper')) expect(made).toContain(target);
      if (['chain', 'set', 'map'].includes(object)) made.add(name);
    }
  });
});

const defaults = {
  ...{ 'ipvs-scheduler': 'rr' as const, 'ipvs-strict-arp': false },
  ...{ 'ipvs-tcp-timeout': 0, 'ipvs-tcpfin-timeout': 0, 'ipvs-udp-timeout': 0 },
};

/** The settings of a node as the lines of the example. */
function ipvsDump(options: object = {}): readonly Line[] {
  const node = ipvs.nodes({ ...exampleSetting, options: { ...defaults, ...options } })(exampleNode);
  const { interfaces = {}, ipsets = {}, iptables: items = [], ipvs: balanced } = node;
  const option = { tcp: '-t', udp: '-u', sctp: '--sctp-service' };
  return [
    ...Object.entries(interfaces).flatMap(([name, { type, addresses = [] }]) => [
      `ip link add ${name} type ${type}`,
      ...addresses.map((one) => `ip addr add ${String(one)} dev ${name}`),
    ]),
    ...Object.entries(ipsets).map(
      ([name, { type, maxelem }]) =>
        // The kernel's default hashsize is 1024.
        `ipset create ${name} ${type} ${maxelem === undefined ? 'range 0-65535' : `family inet hashsize 1024 maxelem ${maxelem}`} -exist`,
    ),
    ...Object.entries(ipsets).flatMap(([name, { members = [] }]) =>
      members.map((member) => `ipset add ${name} ${member} -exist`),
    ),
    ...(balanced?.services ?? []).flatMap(
      ({ address, port, protocol = 'tcp', scheduler, persistence, servers = [] }) => {
        const to = `${option[protocol]} ${address}:${port}`;
        return [
          `ipvsadm -A ${to} -s ${scheduler}${persistence === undefined ? '' : ` -p ${persistence}`}`,
          ...servers.map((one) => `ipvsadm -a ${to} -r ${one.address}:${one.port} -m -w ${one.weight}`),
        ];
      },
    ),
    ...asDumpOf(items),
  ].map((line) => (typeof line === 'string' ? { text: line } : line));
}

describe('mode ipvs', () => {
  const written = ipvsDump();
  const plain = (lines: readonly Line[]) => lines.filter(({ table }) => table === undefined);
  const rules = (lines: readonly Line[]) => lines.filter(({ table }) => table !== undefined);

  it('has all facts, in their order', () => {
    expect(lacking(of('ipvs'), written)).toEqual([]);
    expect(disordered(of('ipvs'), written)).toEqual([]);
  });

  it('a missing line is named', () => {
    for (const fact of of('ipvs').filter(({ lines, when }) => lines && when === undefined)) {
      const rest = written.filter((line) => shown([fact], line).length === 0);
      expect(rest.length).toBeLessThan(written.length);
      expect(lacking(of('ipvs'), rest)).toEqual([fact.id]);
    }
  });

  it('is equal to what kube-proxy writes', () => {
    expect(plain(written)).toEqual(plain(example('ipvs')));
    expect(byChainInOrder(rules(written))).toEqual(byChainInOrder(rules(example('ipvs'))));
  });

  it('has the sysctls of kube-proxy', () => {
    const lines = (options: object) => {
      const { sysctls = {} } = ipvs.nodes({ ...exampleSetting, options: { ...defaults, ...options } })(
        exampleNode,
      );
      return Object.entries(sysctls).map(([key, value]) => ({
        text: `${key}=${typeof value === 'object' ? value.value : value}`,
      }));
    };
    const wanted = of('sysctl').filter(({ id }) => id.startsWith('sysctl/ipvs/'));
    expect(lacking(wanted, lines({}))).toEqual([]);
    const strict = wanted
      .filter(({ when }) => when === '--ipvs-strict-arp')
      .map(({ when: _, ...fact }) => fact);
    expect(strict).toHaveLength(2);
    expect(lacking(strict, lines({}))).toHaveLength(2);
    expect(lacking(strict, lines({ 'ipvs-strict-arp': true }))).toEqual([]);
  });
});
