import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { chainsOf } from './nftables-chains.ts';
import { changedElements } from './nftables-elements.ts';
import { isOfIptables, nftablesPart } from './nftables-ruleset.ts';
import type { Finding } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

/** Tables, chains, rules, elements, sets and other objects that no step made. */
export function extraNftables(node: NodeState, steps: readonly Step[]): readonly Finding[] {
  const tables = partOf(node, nftablesPart);
  if (tables.length === 0) return [];
  const lines = steps.flatMap((step) => (step.kind === 'nftables' ? step.lines : []));
  const own = new Set(
    lines.flatMap(({ family, table, object, name }) => [
      `${family} ${table}`,
      `${family} ${table} ${object} ${name}`,
    ]),
  );
  const has = (...words: readonly string[]): boolean => own.has(words.join(' '));
  const finding = (
    why: string,
    argv: readonly string[],
    name: string,
    remove: readonly string[],
  ): Finding => ({
    ...{ why: `${node.node} ${why}`, argv },
    extra: { name, remove: [typedStep(node.node, name, ['nft', ...remove])] },
  });
  const nameOf = (...words: readonly string[]) => [node.node, 'nftables', words.join(' ')].join('/');
  const others = tables
    .filter((table) => !has(table.family, table.name) && !isOfIptables(table, lines))
    .map(({ family, name }) =>
      finding(
        `has an nftables table that no step made: ${family} ${name}`,
        ['nft', 'list', 'table', family, name],
        nameOf(family, name),
        ['delete', 'table', family, name],
      ),
    );
  const chains = tables
    .filter(({ family, name }) => has(family, name))
    .flatMap(({ family, name: table, chains: there }) =>
      there
        .filter(({ name }) => !has(family, table, 'chain', name))
        .map(({ name }) =>
          finding(
            `has a chain in nftables table ${family} ${table} that no step made: ${name}`,
            ['nft', 'list', 'chain', family, table, name],
            nameOf(family, table, name),
            [`flush chain ${family} ${table} ${name}; delete chain ${family} ${table} ${name}`],
          ),
        ),
    );
  const rules = chainsOf(lines, node).flatMap(({ first: { family, table, name = '' }, extra }) =>
    extra.map(({ text, handle }) =>
      finding(
        `has a rule in chain ${name} of table ${family} ${table} that no step made: ${text}`,
        ['nft', 'list', 'chain', family, table, name],
        nameOf(family, table, name, text),
        handle === undefined ? [] : ['delete', 'rule', family, table, name, 'handle', handle],
      ),
    ),
  );
  const objects = tables
    .filter(({ family, name }) => has(family, name))
    .flatMap(({ family, name: table, objects: there }) =>
      there
        .filter(({ object, name }) => !has(family, table, object, name))
        .map(({ object, name }) =>
          finding(
            `has a ${object} in nftables table ${family} ${table} that no step made: ${name}`,
            ['nft', 'list', object, family, table, name],
            nameOf(family, table, name),
            ['delete', object, family, table, name],
          ),
        ),
    );
  const elements = changedElements(lines, node).flatMap(({ line, object, extra }) =>
    extra.map((element) =>
      finding(
        `has an element in ${object} ${line.name} of nftables table ${line.family} ${line.table} that no step added: ${element}`,
        ['nft', 'list', 'ruleset'],
        nameOf(line.family, line.table, line.name ?? '', element),
        ['delete', 'element', line.family, line.table, line.name ?? '', `{ ${element} }`],
      ),
    ),
  );
  return [...others, ...chains, ...rules, ...elements, ...objects];
}
