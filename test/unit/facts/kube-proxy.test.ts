/**
 * The lists of facts about kube-proxy are well formed, and agree with their example: each line of it shows one fact, and each fact that
 * has no condition is shown. The program that computed the examples of iptables and nftables prints kube-proxy's own expected dumps for
 * the services of kube-proxy's tests.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  disordered,
  example,
  type Fact,
  facts,
  type Line,
  lacking,
  pattern,
  shown,
} from '../../facts/facts.ts';

const modes = ['iptables', 'nftables', 'ipvs', 'userspace'] as const;
const of = (mode: string) => facts.filter(({ id }) => id.startsWith(`${mode}/`));

/** The beginning of the SHA-256 in base32, five bits a character. */
function base32(text: string, length: number): string {
  const bits = createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, (length * 5) / 4);
  const digits = BigInt(`0x${bits}`).toString(32).padStart(length, '0');
  return digits.replace(/./g, (digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(digit, 32)]!);
}

describe('the form of the facts', () => {
  it('ids are unique', () => {
    const ids = facts.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ids.length).toBeGreaterThan(300);
  });

  it('each has a sentence, and a source with a commit of 40 digits and a place', () => {
    const wrong = (fact: Fact) =>
      !/^[A-Za-z].*[.]$/.test(fact.says) ||
      !/^kubernetes\/kubernetes:[\w./-]+[.]go@[0-9a-f]{40}$/.test(fact.source) ||
      !/^[\w.]+$/.test(fact.in);
    expect(facts.filter(wrong)).toEqual([]);
  });

  it('each has only known keys', () => {
    const known = ['id', 'says', 'when', 'table', 'lines', 'order', 'values', 'source', 'in'];
    expect(facts.flatMap((fact) => Object.keys(fact).filter((key) => !known.includes(key)))).toEqual([]);
  });

  it('each pattern has known placeholders', () => {
    expect(() => facts.flatMap(({ lines = [] }) => lines.map(pattern))).not.toThrow();
    expect(pattern('-s <ip6> -d <endpoint6>').test('-s fd00::2 -d [fd00::1]:80')).toBe(true);
    expect(pattern('-s <ip> -d <ip>').test('-s 10.0.0.1 -d 10.0.0.2')).toBe(false);
  });

  it('an order names facts with lines', () => {
    const lines = new Set(facts.filter((fact) => fact.lines).map(({ id }) => id));
    expect(facts.flatMap(({ order = [] }) => order).filter((id) => !lines.has(id))).toEqual([]);
  });
});

describe.each(modes)('the example of the mode %s', (mode) => {
  const dump = example(mode);
  const list = of(mode);

  it('each line shows one fact', () => {
    const ids = (line: Line) => shown(list, line).map(({ id }) => id);
    const wrong = dump.filter((line) => ids(line).length !== 1).map((line) => [line, ids(line)]);
    expect(wrong).toEqual([]);
  });

  it('shows every fact that has no condition, and none that has one', () => {
    expect(lacking(list, dump)).toEqual([]);
    const conditional = list.filter(({ when }) => when !== undefined);
    expect(dump.flatMap((line) => shown(conditional, line).map(({ id }) => id))).toEqual([]);
  });

  it('lacks a fact by name if its lines are removed', () => {
    for (const fact of list.filter(({ lines, when }) => lines && when === undefined)) {
      const rest = dump.filter((line) => shown([fact], line).length === 0);
      expect(lacking(list, rest)).toEqual([fact.id]);
    }
  });

  it('has the order of the facts, and names each order that is reversed', () => {
    expect(disordered(list, dump)).toEqual([]);
    expect(disordered(list, [...dump].reverse())).toEqual(
      list.filter(({ order }) => order).map(({ id }) => id),
    );
  });
});

describe('names', () => {
  const examples = facts.flatMap(({ id, values }) =>
    values?.of ? [[id, values.of, values.name ?? ''] as const] : [],
  );

  it.each(examples)('%s is computed', (id, text, name) => {
    const expected = id.includes('/iptables/') ? base32(text, 16) : `${base32(text, 8)}-${text}`;
    expect(name.replace(/^(?:KUBE-[A-Z]+|[a-z]+)-/, '')).toBe(expected);
  });

  it('every chain of a service and of an endpoint has the hash of its comment', () => {
    const service =
      /^-A KUBE-SERVICES -m comment --comment "(\S+) [^"]+" -m (\w+) .* -j KUBE-(?:SVC|SVL|EXT|FW)-(\w+)$/;
    const endpoint = /^-A KUBE-SEP-(\w+) -m comment --comment (\S+) .*-m (\w+) -p .* --to-destination (\S+)$/;
    const found = example('iptables').flatMap(({ text }) => {
      const port = service.exec(text);
      if (port) return [[port[3], base32(`${port[1]}${port[2]}`, 16)]];
      const one = endpoint.exec(text);
      return one ? [[one[1], base32(`${one[2]}${one[3]}${one[4]}`, 16)]] : [];
    });
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter(([name, computed]) => name !== computed)).toEqual([]);
  });
});
