/** `command` with lines as its input, ended by a word that is none of them. A failure ends the script. */
export function heredoc(command: string, lines: readonly string[], onFailure = 'exit'): string {
  const text = lines.join('\n');
  let end = 'END';
  while (`\n${text}\n`.includes(`\n${end}\n`)) end += '_';
  return `${command} <<'${end}' || ${onFailure}\n${text}\n${end}`;
}
