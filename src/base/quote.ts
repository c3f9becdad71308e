/**
 * The one encoder for each format that a value can reach. Commands are argv; quoting happens here, where a command is
 * printed or put into a script, and nowhere else.
 */

/**
 * A word for a POSIX shell. Plain words stay as they are, and so does iptables' `!`, which means
 * nothing to a shell on its own. Any text but NUL can be carried.
 */
export const shellWord = (word: string): string =>
  word === '!' || /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command as it would be typed. */
export const shellLine = (argv: readonly string[]): string => argv.map(shellWord).join(' ');

/** A typed token has no blank, quote, backslash, `#`-start or control character: it reads the same in every format. */
export const isToken = (word: string): boolean => /^[^\s'"\\\p{C}]+$/u.test(word) && !word.startsWith('#');

/** A line of `ip -batch` and `bridge -batch` (make_argv in iproute2's lib/utils.c). Its words are typed tokens. */
export function batchLine(argv: readonly string[]): string {
  const bad = argv.find((word) => !isToken(word));
  if (bad !== undefined) throw new TypeError(`not a token for a batch: ${JSON.stringify(bad)}`);
  return argv.join(' ');
}

/** A word of an iptables-restore line (add_param_to_argv in iptables/xshared.c): blanks need double quotes. */
export function restoreWord(word: string): string {
  if (/[\n\r\0]/.test(word)) throw new TypeError(`not a word for iptables-restore: ${JSON.stringify(word)}`);
  return isToken(word) ? word : `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
