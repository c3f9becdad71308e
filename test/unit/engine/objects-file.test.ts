import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Refusal } from '../../../src/base/diagnostic.ts';
import { compile } from '../../../src/engine/compile.ts';
import { printStep } from '../../../src/steps/print.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-objects-'));
afterAll(() => rmSync(folder, { recursive: true }));

const service = (name: string, last: number, more = ''): string =>
  `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { clusterIP: 10.96.0.${last}, selector: { app: web }, ports: [{ port: 80 }]${more} }
`;
const inline = (text: string): string => `{ ${text.trim().replaceAll('\n', ', ')} }`;

const lab = (objects: string) => `lab: x
cluster:
  nodes: 1
  pods: 1
  underlay: 172.18.0.0/24
  network: { plugin: flannel }
  services: { proxy: iptables }
  objects: ${objects}
nodes: { "pod*": { labels: { app: web } } }
`;

const written = (name: string, text: string) => writeFileSync(join(folder, name), text);
const planOf = (objects: string): readonly string[] => {
  const { plan } = compile(Buffer.from(lab(objects)), 'labs/lab.yaml', [], join(folder, 'lab.yaml'));
  return plan.steps.flatMap((step) => printStep(step, plan));
};
function faultsOf(objects: string, path: string | undefined = join(folder, 'lab.yaml')): readonly string[] {
  try {
    compile(Buffer.from(lab(objects)), 'labs/lab.yaml', [], path);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.diagnostics.map(
      ({ at, code, message }) => `${at?.file}:${at?.line}:${at?.column} ${code}: ${message}`,
    );
  }
  return [];
}

const both = planOf(`[${inline(service('one', 10))}, ${inline(service('two', 11))}]`);

it.each([
  ['several documents', `# first\n---\n${service('one', 10)}---\n${service('two', 11)}---\n`],
  [
    'an object of kind List',
    `apiVersion: v1\nkind: List\nitems:\n- ${inline(service('one', 10))}\n- ${inline(service('two', 11))}\n`,
  ],
])('a file with %s is as the objects in the lab', (_, text) => {
  written('web.yaml', text);
  expect(planOf('web.yaml')).toEqual(both);
});

it('a list may have objects and names of files', () => {
  written(
    'two.json',
    '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "two"}, "spec": {"clusterIP": "10.96.0.11", "selector": {"app": "web"}, "ports": [{"port": 80}]}}',
  );
  expect(planOf(`[${inline(service('one', 10))}, two.json]`)).toEqual(both);
});

it('a fault has its position in the file', () => {
  written('web.yaml', `---\n${service('one', 10)}---\n${service('two', 11, ', color: red')}`);
  expect(faultsOf('web.yaml')).toEqual([
    expect.stringMatching(/^labs\/web\.yaml:10:\d+ unknown-key: .*"color"/),
  ]);
});

it('nothing is read outside the folder of the lab', () => {
  mkdirSync(join(folder, 'inner'));
  written('inner/web.yaml', service('one', 10));
  symlinkSync('/etc/hostname', join(folder, 'link.yaml'));
  symlinkSync('/etc', join(folder, 'etc.yaml'));
  for (const [name, why] of [
    ['inner/web.yaml', 'its name must end in .yaml, .yml or .json, without a folder'],
    ['../web.yaml', 'its name must end in .yaml, .yml or .json, without a folder'],
    ['/etc/hostname', 'its name must end in .yaml, .yml or .json, without a folder'],
    ['web.txt', 'its name must end in .yaml, .yml or .json, without a folder'],
    ['link.yaml', 'it is a link that leaves its folder'],
    ['etc.yaml', 'it is a link that leaves its folder'],
    ['none.yaml', 'there is no such file'],
  ])
    expect(faultsOf(name!)).toEqual([
      `labs/lab.yaml:8:12 objects-file: the objects in ${name} cannot be read: ${why}`,
    ]);
  expect(faultsOf('web.yaml', '/dev/stdin')).toEqual([expect.stringMatching(/the lab has no folder$/)]);
});

it('the number of documents and the size are bounded', () => {
  written('web.yaml', '---\n'.repeat(10_002));
  expect(faultsOf('web.yaml')).toEqual([
    'labs/web.yaml:10001:1 too-large: the file has more than 10,000 documents',
  ]);
  written('web.yaml', `# ${'x'.repeat(1 << 20)}`);
  expect(faultsOf('web.yaml')).toEqual([expect.stringMatching(/it is larger than 1 MiB$/)]);
});
