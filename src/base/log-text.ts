/**
 * CI servers run commands that they find in a log: GitHub a line like `::error::text`, after blanks; GitHub and Azure `##[` and
 * `##vso[` anywhere, TeamCity `##teamcity[`. (GitLab's section_start needs a carriage return and an escape sequence, which
 * terminal-text.ts takes care of.) The first character of each is shown as an escape here. Colours may stand before it.
 */

/** The first character of a command that is a line, after blanks and colours ($1). */
export const lineCommand = /^((?:[^\S\n]|\x1b\[[0-9;]*m)*):(?=:[^\n]*::)/gm;
/** The first character of a command anywhere. */
export const markCommand = /#(?=#[A-Za-z]*\[)/g;

export const logText = (text: string): string =>
  text.replace(lineCommand, '$1\\x3a').replace(markCommand, '\\x23');
