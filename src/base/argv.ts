/**
 * Splits a command line into words by the rules of a shell, without running one. Blanks separate words. Single and double
 * quotes keep blanks. A backslash escapes the next character. `$(reference)` stays one word.
 */
export type Split = { readonly argv: readonly string[] } | { readonly fault: string };

export function splitArgv(line: string): Split {
  const argv: string[] = [];
  let word: string | undefined;
  let quote = '';
  const add = (text: string) => {
    word = (word ?? '') + text;
  };
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    const next = line[i + 1];
    if (quote !== '' && c === quote) quote = '';
    else if (c === '\\' && next !== undefined && (quote === '' || (quote === '"' && '"\\$`'.includes(next))))
      add(line[++i]!);
    else if (quote !== '') add(c);
    else if (c === "'" || c === '"') {
      quote = c;
      add('');
    } else if (c === '$' && next === '(') {
      const end = line.indexOf(')', i);
      if (end < 0) return { fault: 'an unclosed "$("' };
      add(line.slice(i, end + 1));
      i = end;
    } else if (!/\s/.test(c)) add(c);
    else if (word !== undefined) {
      argv.push(word);
      word = undefined;
    }
  }
  if (quote !== '') return { fault: `an unbalanced ${quote === '"' ? 'double' : 'single'} quote` };
  if (word !== undefined) argv.push(word);
  return { argv };
}
