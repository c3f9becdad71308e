import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../../src/cli/verbs/schema/json-schema.ts';
import { features } from '../../../src/features/index.ts';
import { interfaceTypes } from '../../../src/interfaces/index.ts';
import { networks } from '../../../src/networks/index.ts';
import { probes } from '../../../src/probes/index.ts';
import { validate } from './validate.ts';

const schema = jsonSchema();
const labs = new URL('../../../labs/', import.meta.url);
const shipped = readdirSync(labs, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));

/** As an editor sees a file: YAML's core schema, numbers and truth values unquoted. */
const seen = (text: string): unknown => parse(text, { schema: 'core' });

test.each(shipped)('an editor finds nothing wrong with %s', (name) => {
  expect(validate(schema, seen(readFileSync(new URL(`${name}/lab.yaml`, labs), 'utf8')))).toEqual([]);
});

describe('an editor finds nothing wrong with', () => {
  test.each([
    ['an empty lab', ''],
    ['an empty node', 'nodes: { red: }'],
    ['numbers as text', 'labels: { a: 1, b: true, c: 1.5 }\nvars: { n: 3 }'],
    ['a sysctl', 'nodes: { red: { sysctls: { net.ipv4.ip_forward: 1 } } }'],
    ['a number in quotes', 'nodes: { red: { interfaces: { v: { type: vxlan, id: "7" } } } }'],
    ['a reference for a number', 'nodes: { red: { interfaces: { v: { type: vxlan, id: $(i) } } } }'],
    ['a reference for a truth value', 'nodes: { red: { interfaces: { v: { type: dummy, up: $(up) } } } }'],
    ['an end without a type', 'nodes: { red: { interfaces: { eth0: { mtu: 1400 }, lo: {} } } }'],
    [
      'an anycast address',
      'nodes: { red: { interfaces: { lo: { addresses: [192.0.2.1/32: { anycast: true }] } } } }',
    ],
    ['what null takes away', 'nodes: { red: { routes: null, serve: ~, interfaces: } }'],
    ['for on a node', 'nodes: { "n$(i)": { for: { i: 1..3, s: [a, 2] } } }'],
    ['for on a link', 'links: [{ for: { i: 1..3 }, endpoints: ["a$(i):e", "b:e$(i)"] }]'],
    ['for on a route', 'nodes: { r: { routes: [{ for: { i: 1..3 }, to: "10.$(i).0.0/16", via: a }] } }'],
    ['for on an interface', 'nodes: { r: { interfaces: { "d$(i)": { for: { i: 1..3 }, type: dummy } } } }'],
    ['for on a check', 'verify: [{ for: { i: 1..3 }, ping: { from: a, to: b } }]'],
    ['a control', 'verify: [{ ping: { from: a, to: b, expect: timeout, control: { from: c } } }]'],
    [
      'a probe under while',
      'verify: [{ capture: { at: "a:e", filter: icmp, while: { ping: { from: a, to: b } }, expect: none } }]',
    ],
    ['one group or several', 'groups: { g: { group: x } }\nnodes: { a: { group: g }, b: { group: [g, h] } }'],
    [
      'a cluster',
      'cluster: { nodes: 2, pods: { node1: [a] }, underlay: 172.18.0.0/24, network: { plugin: flannel } }',
    ],
    [
      'a process',
      'nodes: { a: { run: [{ exec: date }, { process: [sleep, "1"], ready: { line: x, within: 2 } }] } }',
    ],
  ])('%s', (_, text) => {
    expect(validate(schema, seen(`lab: x\n${text}`))).toEqual([]);
  });
});

describe('an editor underlines', () => {
  test.each([
    ['a lab without a name', 'about: x'],
    ['an unknown key', 'lab: x\ntests: []'],
    ['an unknown key of a node', 'lab: x\nnodes: { red: { adresses: [] } }'],
    ['an unknown key of a route', 'lab: x\nnodes: { red: { routes: [{ to: default, gw: a }] } }'],
    ['an unknown type', 'lab: x\nnodes: { red: { interfaces: { v: { type: vxlna, id: 1 } } } }'],
    [
      'a VNI that has no room',
      'lab: x\nnodes: { red: { interfaces: { v: { type: vxlan, id: 16777216 } } } }',
    ],
    ['a word for a number', 'lab: x\nlinks: [{ endpoints: [a:e, b:e], mtu: big }]'],
    ['a word for a truth value', 'lab: x\nlinks: [{ endpoints: [a:e, b:e], segment: yes }]'],
    ['an end without an interface', 'lab: x\nlinks: [{ endpoints: [a, b] }]'],
    ['a map for a list', 'lab: x\nlinks: {}'],
    ['an address without its length', 'lab: x\nlinks: [{ endpoints: [a:e, b:e], ipv4: [192.0.2.1] }]'],
    ['an unknown probe', 'lab: x\nverify: [{ pong: { from: a, to: b } }]'],
    ['a probe without its target', 'lab: x\nverify: [{ ping: { from: a } }]'],
    ['an item without a probe', 'lab: x\nverify: [{}]'],
    [
      'a probe under while that is none',
      'lab: x\nverify: [{ capture: { at: "a:e", filter: icmp, while: { pong: {} }, expect: none } }]',
    ],
    ['an unknown network', 'lab: x\ncluster: { nodes: 1, network: { plugin: flanel } }'],
    ['a name in capitals', 'lab: X'],
    ['a for without a range', 'lab: x\nnodes: { "n$(i)": { for: { i: 3 } } }'],
    ['for at the top', 'lab: x\nfor: { i: 1..2 }'],
  ])('%s', (_, text) => {
    expect(validate(schema, seen(text))).not.toEqual([]);
  });
});

test('what a lab, a node, a link and a check may hold is described', () => {
  const bare: string[] = [];
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return;
    const { $ref } = value as { $ref?: string };
    const target = $ref && (schema.$defs as Record<string, { description?: string }>)[$ref.slice(8)];
    const described = 'description' in value || (target && 'description' in target);
    if (path !== '' && !described) bare.push(path);
  };
  const properties = (one: unknown) => (one as { properties: Record<string, unknown> }).properties;
  const defs = schema.$defs as Record<string, unknown>;
  for (const [owner, part] of [
    ['lab', schema],
    ['probe', defs.probe],
  ] as const)
    for (const [key, value] of Object.entries(properties(part)))
      if (!['lab', 'for'].includes(key) || owner === 'lab') walk(value, `${owner}.${key}`);
  expect(bare.filter((path) => path !== 'probe.for')).toEqual([]);
});

test('every type, setting, network and probe is in it', () => {
  const text = JSON.stringify(schema);
  for (const name of [...interfaceTypes.names, ...features.names, ...networks.names, ...probes.names])
    expect(text).toContain(`"${name}"`);
});

test('every reference of it leads somewhere', () => {
  const defs = Object.keys(schema.$defs as object);
  for (const [, name] of JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g))
    expect(defs).toContain(name);
});
