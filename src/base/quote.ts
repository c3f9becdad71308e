/**
 * One encoder for each format that commands are printed in. Commands are argv; no other code quotes them.
 */
import { lineCommand, markCommand } from './log-text.ts';
import { terminalText, unseen } from './terminal-text.ts';

const plainWord = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * A word for a POSIX shell. Plain words stay as they are, and so does iptables' `!`, which means nothing to a shell on its own.
 * Characters that a terminal executes or hides are written with printf, so that a script shows them. Text that a CI server
 * would execute as a command in its log is split by empty quotes. All text but NUL can be encoded.
 */
export const shellWord = (word: string): string =>
  word === '!' || plainWord.test(word)
    ? word
    : word
        .split(unseenRun)
        .map((part, i) =>
          i % 2 === 1 ? `"$(printf '${octal(part)}')"` : part || word === '' ? quoted(part) : '',
        )
        .join('');

const unseenRun = new RegExp(`((?:${unseen.source})+)`, 'u');

const quoted = (text: string): string =>
  `'${text.replaceAll("'", `'\\''`).replaceAll(lineCommand, "$&''").replaceAll(markCommand, "$&''")}'`;

/** Bytes of UTF-8, each as `\033`. */
const octal = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** A command for a script. */
export const shellLine = (argv: readonly string[]): string => argv.map(shellWord).join(' ');

/** A command to be copied into the shell of a terminal: always one line, by the `$'...'` of bash and zsh. */
export const typedLine = (argv: readonly string[]): string =>
  argv
    .map((word) => (/[\n\t]/.test(word) || unseenRun.test(word) ? ansiQuoted(word) : shellWord(word)))
    .join(' ');

const ansiQuoted = (word: string): string =>
  `$'${word
    .replaceAll(/[\\']/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll(markCommand, '\\043')
    .replace(unseen, octal)}'`;

/** Comment lines of a shell script: one for each line of the text. */
export const shellComment = (text: string): readonly string[] =>
  terminalText(text)
    .split('\n')
    .map((line) => `# ${line}`.trimEnd());

/** A token has no blank, quote, backslash, leading `#` or control character, so all formats read it the same way. */
export const isToken = (word: string): boolean => /^[^\s'"\\\p{C}]+$/u.test(word) && !word.startsWith('#');

/** A line of `ip -batch` and `bridge -batch` (make_argv in iproute2's lib/utils.c). Its words are tokens. */
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

/**
 * The words of an nft command, which nft reads from its arguments and from a file alike: blanks need double quotes. Inside these
 * there is no escape (scanner.l). A word that is in double quotes already stays as it is. A comment may be any text, so it always
 * gets quotes: `default/web:http`.
 */
export const nftWords = (words: readonly string[]): readonly string[] =>
  words.map((word, i) => nftWord(word, words[i - 1] === 'comment'));

function nftWord(word: string, quotes: boolean): string {
  if (/[\p{Cc}\\]/u.test(word) || !/^("[^"]*"|[^"]+)$/.test(word))
    throw new TypeError(`not a word for nft: ${JSON.stringify(word)}`);
  return word.startsWith('"') || !(quotes || /[\s#'$`]/.test(word)) ? word : `"${word}"`;
}
