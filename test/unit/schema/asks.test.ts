// Trust: every key of the schema has a declaration, and labs ask for the parts that need it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type * as z from 'zod';
import { type Declaration, declarationOf, holdsProbes } from '../../../src/base/trust.ts';
import { clusterSchema } from '../../../src/expand/cluster-schema.ts';
import { features } from '../../../src/features/index.ts';
import { probes } from '../../../src/probes/index.ts';
import { authoredSchema, partsOf } from '../../../src/schema/asks.ts';
import { compiled, withRed } from '../compiled.ts';

/** Paths to leaves of the schema that nothing above them declares, and all declarations that are met. */
function walk(schema: z.ZodType, path = ''): { undeclared: string[]; declared: Declaration[] } {
  const own = declarationOf(schema);
  if (own) return { undeclared: [], declared: [own, ...inside(schema)] };
  const { shape } = schema._zod.def as { shape?: Record<string, z.ZodType> };
  const parts = shape
    ? Object.entries(shape).map(([key, part]) => walk(part, `${path}.${key}`))
    : partsOf(schema).map((part) => walk(part, path));
  if (parts.length === 0) return { undeclared: [path], declared: [] };
  return {
    undeclared: parts.flatMap(({ undeclared }) => undeclared),
    declared: parts.flatMap(({ declared }) => declared),
  };
}

/** Declarations within a declared part. */
const inside = (schema: z.ZodType): Declaration[] =>
  partsOf(schema).flatMap((part) => [
    ...(declarationOf(part) ? [declarationOf(part)!] : []),
    ...inside(part),
  ]);

const { undeclared, declared } = walk(authoredSchema(clusterSchema));
const distinct = [...new Map(declared.map((one) => [JSON.stringify(one), one])).values()];

/** Parts that the schema takes as they are: only resolve reads them. */
function untyped(schema: z.ZodType, asks = false): readonly z.ZodType[] {
  const own = declarationOf(schema);
  if (asks || (own && own.trust !== 'no')) return [];
  if (schema._zod.def.type === 'any' || schema._zod.def.type === 'unknown') return [schema];
  return partsOf(schema).flatMap((part) => untyped(part));
}

describe('the schema', () => {
  it('declares of every key whether it asks', () => expect(undeclared).toEqual([]));

  it('holds every feature and probe', () =>
    expect(distinct.map(({ what }) => what)).toEqual(
      expect.arrayContaining([...features.names, ...probes.names]),
    ));

  it('takes untyped text only where probes are nested, or where all of it asks', () => {
    const found = untyped(authoredSchema(clusterSchema));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((schema) => !holdsProbes(schema))).toEqual([]);
  });

  it('is what docs/trust.md says', () => {
    const rows = distinct
      .flatMap(({ what, trust }) => (trust === 'no' ? [] : [`| \`${what}\` | ${trust.asks} |`]))
      .sort();
    const harmless = [
      ...new Set(distinct.flatMap(({ what, trust }) => (trust === 'no' ? [`- \`${what}\``] : []))),
    ].sort();
    const page = readFileSync(new URL('../../../docs/trust.md', import.meta.url), 'utf8');
    const [, asking = ''] = page.split(/<!-- asks: .*-->\n/);
    expect(asking.split('<!-- end -->')[0]!.trim().split('\n').slice(2).sort()).toEqual(rows);
    const [, quiet = ''] = page.split(/<!-- does not ask: .*-->\n/);
    expect(quiet.split('<!-- end -->')[0]!.trim().split('\n')).toEqual(harmless);
  });
});

const asked = (text: string, sets: readonly string[] = []) =>
  compiled(text, sets)
    .asks()
    .map(({ what, at, text: said }) => `${at.line}:${at.column} ${what} ${said}`);

const probe = { command: { at: 'red', run: ['touch', 'x'] } };
const said = '{"at":"red","run":["touch","x"]}';
const ping = { ping: { from: 'red', to: 'blue' } };

describe('a lab asks', () => {
  it.each([
    [
      'run',
      { run: [{ exec: 'true' }, { process: ['sleep', '1'] }] },
      {},
      ['run {"exec":"true"}', 'run {"process":["sleep","1"]}'],
    ],
    ['files', { files: { '/etc/a': 'b' } }, {}, ['files "/etc/a": "b"']],
    ['tmpfs', { tmpfs: ['/etc/ssl'] }, {}, ['tmpfs "/etc/ssl"']],
    ['ready of a node', { ready: [probe] }, {}, [`command ${said}`]],
    ['ready', {}, { ready: [probe] }, [`command ${said}`]],
    ['verify', {}, { verify: [ping, probe] }, [`command ${said}`]],
    [
      'while, whatever probe it is in',
      {},
      {
        verify: [
          { capture: { at: 'red:eth0', while: [ping, probe], expect: 'none' } },
          { 'rule-counter': { at: 'red', chain: 'INPUT', rule: '-j DROP', while: probe } },
        ],
      },
      [`command ${said}`, `command ${said}`],
    ],
    ['a group', { group: 'g' }, { groups: { g: { files: { '/etc/a': 'b' } } } }, ['files "/etc/a": "b"']],
    ['defaults, once for all nodes', {}, { defaults: { tmpfs: ['/var/x'] } }, ['tmpfs "/var/x"']],
    [
      'a variable, as what it stands for',
      { run: [{ exec: '$(c)' }] },
      { vars: { c: 'id' } },
      ['run {"exec":"id"}'],
    ],
  ])('for %s', (_, red, rest, expected) =>
    expect(asked(withRed(red, rest)).map((line) => line.replace(/^\S+ /, ''))).toEqual(expected),
  );

  it('for the control of a probe and for a loop, each with its place', () => {
    const text = withRed({}, { verify: [{ command: { ...probe.command, control: { run: 'id' } } }] });
    expect(asked(text)).toEqual([expect.stringContaining('"control":[{"at":"red","run":"id"}]')]);
    const capture = { at: 'red:eth0', while: ping, expect: { any: [{}] } };
    const nested = withRed(
      {},
      { verify: [{ capture: { ...capture, control: { while: probe, expect: { any: [{}] } } } }] },
    );
    expect(asked(nested)).toEqual([expect.stringContaining(said)]);
    const loop = withRed({ run: [{ for: { i: '1..2' }, exec: 'echo $(i)' }] });
    expect(asked(loop)).toHaveLength(2);
  });

  it('for what --set puts there', () => {
    const text = withRed({ run: [{ exec: '$(c)' }] }, { vars: { c: 'true' } });
    expect(asked(text, ['vars.c=id'])).toEqual([expect.stringContaining('"exec":"id"')]);
  });

  it('for a glob, and for groups that only the cluster has, and not for what its network writes', () => {
    const lab = (more: Record<string, unknown>) =>
      stringify({
        lab: 'x',
        cluster: {
          ...{ nodes: 2, pods: 1, underlay: '172.18.0.0/24' },
          network: { plugin: 'calico', encapsulation: 'None' },
        },
        ...more,
      });
    const { plan } = compiled(lab({}));
    expect(plan.steps.filter(({ id }) => /bird/.test(id)).length).toBeGreaterThan(0);
    expect(asked(lab({}))).toEqual([]);
    expect(asked(lab({ nodes: { 'node*': { files: { '/etc/a': 'b' } } } }))).toHaveLength(1);
    expect(asked(lab({ groups: { pods: { run: [{ exec: 'id' }] } } }))).toHaveLength(1);
  });
});

it('does not ask for what netlab itself runs and writes', () => {
  const red = {
    serve: ['80/http'],
    sysctls: { 'net.ipv4.ip_forward': 1 },
    iptables: ['-A INPUT -j DROP'],
    'userland-proxy': [{ listen: '0.0.0.0', port: 81, to: 'blue', 'to-port': 82 }],
  };
  expect(asked(withRed(red, { verify: [ping] }))).toEqual([]);
});
