/**
 * Converts a part of a lab to typed data and turns schema errors into diagnostics. The caret marks an unknown key, the map
 * that lacks a key, or a wrong value.
 */
import * as z from 'zod';
import { type Diagnostic, type Faults, mostShown } from './diagnostic.ts';
import { known as knownKeys } from './known-keys.ts';
import { suggest } from './suggest.ts';
import { locate, locateKey, type Path, type Plain, type Tree, toPlain, treeAt } from './tree.ts';

// By default zod generates parser code and compiles it at each start. The parsers in the bundle need no such compilation.
z.config({ jitless: true });

/** The first ones show what is wrong. */
const mostExplained = 1000;

/** The typed value, or undefined if faults were added. */
export function check<S extends z.ZodType>(schema: S, tree: Tree, faults: Faults): z.output<S> | undefined {
  const plain = toPlain(tree);
  const result = safeParse(schema, plain);
  if (result?.success) return result.data;
  const issues = result?.error.issues.slice(0, mostExplained);
  for (const fault of issues ? explainAll(issues, [], { schema, tree, plain }) : [tooManyFaults(tree)])
    faults.add(fault);
  return undefined;
}

/**
 * undefined if there are too many errors. zod passes the errors of a value upwards as the arguments of one call, and about a hundred
 * thousand arguments fill the stack.
 */
export function safeParse<S extends z.ZodType>(
  schema: S,
  plain: Plain,
): z.ZodSafeParseResult<z.output<S>> | undefined {
  try {
    return schema.safeParse(plain);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const tooManyFaults = ({ at }: Tree): Diagnostic => ({
  code: 'lab-too-large',
  message: 'the lab has too many errors to list them',
  at,
  hint: 'validate a part of the lab first',
});

/** The value that is checked, in both forms. */
interface Checked {
  readonly schema: z.ZodType;
  readonly tree: Tree;
  readonly plain: Plain;
}

/** A misspelled required key is one fault, at the key. The missing-key fault for the same key is dropped. */
function explainAll(issues: readonly Issue[], above: Path, checked: Checked): readonly Diagnostic[] {
  const all = issues.flatMap((issue) => explain(issue, above, checked).map((fault) => ({ issue, fault })));
  const place = (path: readonly PropertyKey[]) => JSON.stringify(path);
  const anyMissing = all.some(({ fault }) => fault.code === 'missing-key');
  const meant = new Set(
    all.flatMap(({ issue, fault: { code, word, known = [] } }) => {
      const found =
        anyMissing && code === 'unknown-key' && word !== undefined ? suggest(word, known) : undefined;
      return found === undefined ? [] : [place([...issue.path, found])];
    }),
  );
  return all
    .filter(({ issue, fault }) => fault.code !== 'missing-key' || !meant.has(place(issue.path)))
    .map(({ fault }) => fault);
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, above: Path, checked: Checked): readonly Diagnostic[] {
  const { schema, tree, plain } = checked;
  const path = [...above, ...issue.path] as (string | number)[];
  const at = locate(tree, path);
  const name = path.at(-1);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, plain, path);
    return issue.keys.slice(0, mostShown).map((key) => ({
      code: 'unknown-key',
      message: probes.includes(String(path.at(-2)))
        ? `unknown probe "${key}"`
        : `unknown key "${key}"${typeof name === 'string' ? ` in ${name}` : ''}`,
      at: locateKey(tree, [...path, key]),
      known,
      word: key,
    }));
  }
  if (issue.code === 'invalid_union' && issue.discriminator) {
    const known = (issue as { options?: readonly unknown[] }).options?.map(String) ?? [];
    const found = valueAt(tree, path);
    if (found === undefined)
      return [{ code: 'missing-key', message: `${issue.discriminator} is missing`, at, known }];
    return [
      {
        code: 'unknown-type',
        message: `unknown ${nouns[issue.discriminator] ?? issue.discriminator} "${found}"`,
        at,
        known,
        word: found,
      },
    ];
  }
  if (issue.code === 'invalid_union') return explainUnion(issue, path, checked);
  if (issue.code === 'invalid_type' && valueAt(tree, path) === undefined && !exists(tree, path))
    return [missing(tree, path)];
  if (issue.code === 'invalid_type')
    return [
      {
        code: 'wrong-type',
        message: `expected ${shape[issue.expected] ?? issue.expected}, found ${describe(tree, path)}`,
        at,
      },
    ];
  if (issue.code === 'invalid_value' && !exists(tree, path)) return [missing(tree, path)];
  if (issue.code === 'too_small' && issue.origin === 'array')
    return [{ code: 'bad-value', message: `expected at least ${count(issue.minimum, 'item')}`, at }];
  if (issue.code === 'too_small' && issue.origin === 'string')
    return [{ code: 'bad-value', message: 'expected text, found ""', at }];
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String);
    const found = valueAt(tree, path);
    const where = typeof name === 'number' ? `in ${String(path.at(-2))}` : `for ${String(name)}`;
    return [
      {
        code: 'bad-value',
        // A list or a map has no text.
        message: found === undefined ? `expected one word ${where}` : `"${found}" is not valid ${where}`,
        at,
        known,
        word: found ?? '',
      },
    ];
  }
  if (issue.code === 'invalid_key') return issue.issues.flatMap((inner) => [keyFault(inner, path, tree)]);
  const code = issue.code === 'custom' ? String(issue.params?.code ?? 'bad-value') : 'bad-value';
  return [{ code, message: issue.message, at }];
}

const missing = (tree: Tree, path: Path): Diagnostic => ({
  code: 'missing-key',
  message: `${String(path.at(-1))} is missing`,
  at: locate(tree, path.slice(0, -1)),
});

const count = (n: number | bigint, what: string): string => `${n} ${what}${Number(n) === 1 ? '' : 's'}`;

const keyFault = (issue: Issue, path: Path, tree: Tree): Diagnostic => ({
  code: issue.code === 'custom' ? String(issue.params?.code ?? 'bad-name') : 'bad-name',
  message: issue.message,
  at: locateKey(tree, path),
});

/** Reports the faults of the closest union member: the one whose faults are deepest in the value. */
function explainUnion(
  issue: Issue & { code: 'invalid_union' },
  path: Path,
  checked: Checked,
): readonly Diagnostic[] {
  const { tree } = checked;
  const depth = (issues: readonly Issue[]) =>
    issues.reduce(
      (most, { path: at, code }) => Math.max(most, at.length + (code === 'invalid_type' ? 0 : 0.5)),
      0,
    );
  const [best] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
  const wrongShape = issue.errors.every((errors) =>
    errors.every((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
  );
  if (!exists(tree, path)) return [missing(tree, path)];
  if (!best || wrongShape) {
    const shapes = issue.errors
      .flat()
      .map((inner) => shape[(inner as { expected?: string }).expected ?? ''] ?? 'something else');
    return [
      {
        code: 'wrong-type',
        message: `expected ${[...new Set(shapes)].join(' or ')}, found ${describe(tree, path)}`,
        at: locate(tree, path),
      },
    ];
  }
  return explainAll(best, path, checked);
}

const probes = ['verify', 'ready'];

const shape: Readonly<Record<string, string>> = {
  string: 'a word or text',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** Nouns for the key that selects a member of a union; default: the key itself. */
const nouns: Readonly<Record<string, string>> = { plugin: 'network plugin', type: 'interface type' };

const exists = (tree: Tree, path: Path): boolean => treeAt(tree, path) !== undefined;

function valueAt(tree: Tree, path: Path): string | undefined {
  const value = treeAt(tree, path);
  return value?.kind === 'scalar' ? (value.text ?? undefined) : undefined;
}

function describe(tree: Tree, path: Path): string {
  const value = treeAt(tree, path);
  if (!value) return 'nothing';
  if (value.kind === 'scalar') return value.text === null ? 'nothing' : `"${value.text}"`;
  return value.kind === 'list' ? 'a list' : 'a map';
}
