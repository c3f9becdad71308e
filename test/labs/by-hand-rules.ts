/** A line of rules that is deleted or replaced by hand. */
import type { Step, StepLine } from '../../src/model/plan.ts';
import type { Typed } from './by-hand.ts';

export function changeRules(
  step: Step,
  line: StepLine,
  instead: Step | undefined,
  node: string,
): readonly Typed[] | undefined {
  const typed = (argv: readonly string[]): Typed => ({ node, argv });
  if (step.kind === 'rules') {
    const found = step.lines.find((one) => one === line);
    const [command = '', chain = '', ...words] = found?.argv ?? [];
    if (!found || !['-A', '-P'].includes(command)) return undefined;
    const table = ['-t', found.table];
    const other =
      instead?.kind === 'rules' ? instead.lines.find((one) => !step.lines.includes(one))?.argv : undefined;
    if (command === '-P') return [typed([step.family, ...table, ...(other ?? ['-P', chain, 'ACCEPT'])])];
    return [
      typed([step.family, ...table, '-D', chain, ...words]),
      // At the head, where a person puts it.
      ...(other ? [typed([step.family, ...table, '-I', chain, ...other.slice(2)])] : []),
    ];
  }
  if (step.kind !== 'nftables') return undefined;
  const found = step.lines.find((one) => one === line);
  if (found?.object !== 'rule') return undefined;
  const at = [found.family, found.table, found.name!];
  const number = step.lines.filter(
    (one) => one.object === 'rule' && one.table === found.table && one.name === found.name,
  );
  const handle = `$(nft -a list chain ${at.join(' ')} | grep 'handle' | grep -v 'chain ' | sed -n '${number.indexOf(found) + 1}s/.*handle //p')`;
  const other =
    instead?.kind === 'nftables' ? instead.lines.find((one) => !step.lines.includes(one)) : undefined;
  const quoted = (words: readonly string[]) =>
    words.map((word) => `'${/[\s]/.test(word) && !word.startsWith('"') ? `"${word}"` : word}'`).join(' ');
  return [
    typed(['sh', '-c', `h=${handle}; nft delete rule ${at.join(' ')} handle $h`]),
    ...(other ? [typed(['sh', '-c', `nft insert rule ${at.join(' ')} ${quoted(other.words)}`])] : []),
  ];
}
