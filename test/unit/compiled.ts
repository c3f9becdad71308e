// Compiles labs that are written inside tests.
import { stringify } from 'yaml';
import { Faults, Refusal } from '../../src/base/diagnostic.ts';
import { type Mapping, type Plain, toPlain } from '../../src/base/tree.ts';
import { compile } from '../../src/engine/compile.ts';
import { expand } from '../../src/expand/expand.ts';
import { parse } from '../../src/parse/yaml.ts';
import { printStep } from '../../src/steps/print.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** `path` is the lab's file, for files beside it. */
export const compiled = (text: string, sets: readonly string[] = [], path?: string) =>
  compile(encode(text), 'lab.yaml', sets, path);

/** The lab after expansion. */
export function expandedTree(text: string, sets: readonly string[] = []): Mapping {
  const faults = new Faults();
  const tree = expand(parse(encode(text), 'lab.yaml', faults), sets, faults);
  faults.raise();
  return tree;
}

/** The same as plain data. */
export const expanded = (text: string, sets: readonly string[] = []) =>
  toPlain(expandedTree(text, sets)) as { readonly [key: string]: Plain };

/** Printed commands of the steps whose id begins so. */
export function printed(text: string, id: string): readonly string[] {
  const { plan } = compiled(text);
  return plan.steps.filter((step) => step.id.startsWith(id)).flatMap((step) => printStep(step, plan));
}

/** `code: message` of every fault, in the order of the file. */
export function faultsOf(text: string | Uint8Array, sets: readonly string[] = []): readonly string[] {
  try {
    compile(typeof text === 'string' ? encode(text) : text, 'lab.yaml', sets);
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostics.map((fault) => `${fault.code}: ${fault.message}`);
    throw error;
  }
  return [];
}

/** Two nodes on a cable. The test gives the settings of red. */
export const withRed = (red: unknown, rest: Record<string, unknown> = {}): string =>
  stringify({
    lab: 'x',
    nodes: { red, blue: {} },
    links: [
      {
        endpoints: ['red:eth0', 'blue:eth0'],
        ipv4: ['192.0.2.1/24', '192.0.2.2/24'],
        ipv6: ['2001:db8::1/64', '2001:db8::2/64'],
      },
    ],
    ...rest,
  });

/** Printed commands of the steps of red, with these settings, whose id begins so. */
export const red = (setting: Record<string, unknown>, id: string): readonly string[] =>
  printed(withRed(setting), `red/${id}`);
