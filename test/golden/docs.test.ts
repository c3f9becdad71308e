// Compiles every example of the pages. A comment above a block, hidden from readers, completes it:
//   <!-- with two-subnets -->          merged with that lab of the page; a list is put under verify
//   <!-- refused no-control -->        an error with this code (also after `with ...`)
// Below an example, a block of commands or text contains only output of netlab:
//   <!-- plan -->                      lines of the plan of the example
//   <!-- render -->                    lines of its expanded form
//   <!-- says -->                      the error of the example
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Faults, Refusal } from '../../src/base/diagnostic.ts';
import { type Mapping, toPlain } from '../../src/base/tree.ts';
import type { Paint } from '../../src/cli/verb.ts';
import { planText } from '../../src/cli/verbs/plan/view.ts';
import { toYaml } from '../../src/cli/verbs/render/to-yaml.ts';
import { diagnostics } from '../../src/cli/view/diagnostics.ts';
import { type Compiled, compile, explain } from '../../src/engine/compile.ts';
import { labsFolder } from '../../src/engine/find-lab.ts';
import { merge } from '../../src/expand/merge.ts';
import { parse } from '../../src/parse/yaml.ts';

const root = new URL('../../', import.meta.url);
const pages = ['README.md', ...readdirSync(new URL('docs/', root)).map((file) => `docs/${file}`)].filter(
  (file) => file.endsWith('.md') && file !== 'docs/reference.md',
);

const same = (text: string) => text;
const paint: Paint = { good: same, bad: same, warn: same, dim: same, strong: same, command: same };

interface Block {
  readonly line: number;
  readonly language: string;
  readonly mark: string;
  readonly text: string;
}

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  return [...text.matchAll(/(?:^<!-- ([^\n]*) -->\n)?^```(\w*)\n(.*?)^```$/gms)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    mark: match[1] ?? '',
    language: match[2]!,
    text: match[3]!,
  }));
}

const read = (text: string): Mapping => {
  const faults = new Faults();
  const tree = parse(Buffer.from(text), 'example.yaml', faults);
  faults.raise();
  return tree;
};

/** Examples may name the files of this folder. */
const beside = join(labsFolder(), 'ebpf-packet-counter/example.yaml');

/** A list without a key is a list of checks. */
const whole = (text: string): string =>
  /^(#.*\n)*- /.test(text) ? `verify:\n${text.replaceAll(/^/gm, '  ')}` : text;

const tested = ({ mark, language }: Block) => mark !== '' || language === 'yaml';

describe.each(pages.filter((page) => blocksOf(page).some(tested)))('%s', (page) => {
  const labs = new Map<string, Mapping>();
  let compiled: Compiled | undefined;
  let refused: Refusal | undefined;
  let source = '';

  const example = ({ text, mark }: Block) => {
    const [, base, code] = mark.match(/^(?:with (\S+) ?)?(?:refused (\S+))?$/) ?? [];
    const own = base ? read(whole(text)) : undefined;
    if (base) expect(labs.keys(), `the page has no lab ${base}`).toContain(base);
    source = own ? toYaml(toPlain(merge(labs.get(base!), own))) : text;
    refused = undefined;
    compiled = undefined;
    try {
      compiled = compile(Buffer.from(source), 'example.yaml', [], beside);
    } catch (error) {
      if (!(error instanceof Refusal) || !code) throw error;
      refused = error;
    }
    expect(refused?.diagnostics[0]?.code).toBe(code);
    if (!own && !code) labs.set(compiled!.lab.name, read(text));
  };

  const lines = (text: string) => text.split('\n').map((line) => line.trim());
  const printed = ({ text, mark }: Block) => {
    if (mark === 'says')
      expect(diagnostics(refused!.diagnostics, () => source, paint)).toContain(text.trim());
    else if (mark === 'plan')
      expect(lines(planText(compiled!.plan, paint, { all: true }))).toEqual(
        expect.arrayContaining(lines(text)),
      );
    else if (mark === 'render')
      expect(lines(toYaml(toPlain(explain(Buffer.from(source), 'example.yaml').explicit)))).toEqual(
        expect.arrayContaining(lines(text)),
      );
  };

  for (const block of blocksOf(page)) {
    const title = `line ${block.line}: ${block.mark || block.text.split('\n')[0]}`;
    if (['plan', 'render', 'says'].includes(block.mark)) test(title, () => printed(block));
    else if (block.language === 'yaml') test(title, () => example(block));
    else if (block.mark)
      test(title, () => expect.fail(`"${block.mark}" means nothing above ${block.language}`));
  }
});

test.each([...pages, 'docs/reference.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'])(
  'the links of %s lead somewhere',
  (page) => {
    const text = (file: URL) => readFileSync(file, 'utf8').replaceAll(/^```.*?^```$/gms, '');
    const anchors = (file: URL) =>
      [...text(file).matchAll(/^#+ (.*)$/gm)].map((match) =>
        match[1]!
          .toLowerCase()
          .replaceAll(/[^a-z0-9 _-]/g, '')
          .replaceAll(' ', '-'),
      );
    const from = new URL(page, root);
    for (const [, target] of text(from).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      const there = new URL(target!, from);
      const anchor = there.hash.slice(1);
      there.hash = '';
      expect(existsSync(there), `${page}: ${target}`).toBe(true);
      if (anchor) expect(anchors(there), `${page}: ${target}`).toContain(anchor);
    }
  },
);
