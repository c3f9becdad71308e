/** How each shell is given a prompt that names the node and the lab, on top of what the user has set up. */
import { shellWord } from '../../../base/quote.ts';

export interface Prompt {
  /** `pod1-1@flannel-vxlan` */
  readonly where: string;
  /** Colours are wanted. */
  readonly colour: boolean;
}

type Start = (shell: string, prompt: Prompt) => readonly string[];

/** bash reads one file in place of ~/.bashrc: a pipe that reads the user's own first, then sets the prompt. */
const bash: Start = (shell, { where, colour }) => {
  const [on, off] = colour ? ['\\[\\e[1;36m\\]', '\\[\\e[0m\\]'] : ['', ''];
  const rc = `[ ! -f ~/.bashrc ] || . ~/.bashrc\nunset PROMPT_COMMAND\nPS1=${shellWord(`${on}${where}${off}:\\w\\$ `)}\n`;
  return ['bash', '-c', 'exec "$1" --rcfile <(printf %s "$2") -i', 'bash', shell, rc];
};

const fish: Start = (shell, { where }) => [
  shell,
  '--init-command',
  `function fish_prompt; echo -n ${shellWord(where)}:(prompt_pwd)'# '; end`,
];

/** POSIX: the prompt is a variable, and parameters in it are expanded. */
const posix: Start = (shell, { where }) => ['env', `PS1=${where}:$PWD# `, shell, '-i'];

const starts: Readonly<Record<string, Start>> = { bash, fish };

/** $SHELL, or sh if it has invisible characters: nsenter prints it in an error message, which netlab does not encode. */
export const shellOf = ({ SHELL = '' }: NodeJS.ProcessEnv): string =>
  /^[\x21-\x7e]+$/.test(SHELL) ? SHELL : 'sh';

/** Without a terminal there is no prompt: the shell reads commands. */
export function shellCommand(shell: string, prompt: Prompt, terminal: boolean): readonly string[] {
  if (!terminal) return [shell];
  return (starts[shell.slice(shell.lastIndexOf('/') + 1)] ?? posix)(shell, prompt);
}
