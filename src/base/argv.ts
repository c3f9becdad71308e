/**
 * A command line as a user types it, split into words as a shell would split it and never given to one: blanks separate,
 * single and double quotes keep together, a backslash takes the next character as it is. `$(reference)` stays one word.
 */
export type Split = { readonly argv: readonly string[] } | { readonly fault: string };

export function splitArgv(line: string): Split {
  const argv: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (quote === "'" ? c === "'" : quote === '"' && c === '"') quote = undefined;
    else if (quote)
      word += c === '\\' && quote === '"' && '"\\$`'.includes(line[i + 1] ?? ' ') ? line[++i] : c;
    else if (c === "'" || c === '"') [quote, word] = [c, word ?? ''];
    else if (c === '\\' && i + 1 < line.length) word = (word ?? '') + line[++i];
    else if (c === '$' && line[i + 1] === '(') {
      const end = line.indexOf(')', i);
      if (end < 0) return { fault: 'a "$(" that nothing closes' };
      word = (word ?? '') + line.slice(i, end + 1);
      i = end;
    } else if (/\s/.test(c)) {
      if (word !== undefined) argv.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (quote) return { fault: `an unbalanced ${quote === '"' ? 'double' : 'single'} quote` };
  if (word !== undefined) argv.push(word);
  return { argv };
}
