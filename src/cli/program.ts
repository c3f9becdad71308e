/** commander put together from the list of verbs. */
import { Command, CommanderError, Help, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { UsageError } from '../engine/usage-error.ts';
import { helpGroups } from './help-groups.ts';
import type { Output, Verb } from './verb.ts';
import { verbs } from './verbs/index.ts';
import { workingFolder } from './working-folder.ts';

/** 80 columns if standard output is not a terminal. */
const helpWidth = Math.min(process.stdout.columns ?? 80, 100);

const begin = `
Start with:
  netlab list                   list the labs
  netlab up flannel-vxlan       build one
  netlab verify flannel-vxlan   run its checks`;

/** Runs what the arguments say and resolves to the exit code; usage errors reject. */
export async function runProgram(argv: readonly string[], out: Output): Promise<number> {
  let exit = 0;
  const root = new Command('netlab')
    .description(
      'Container networking labs: builds networks in Linux namespaces and tests them with packets.',
    )
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help of a command')
    // Every command has options; without the word its description has room.
    .configureHelp({
      helpWidth,
      subcommandTerm: (one) => new Help().subcommandTerm(one).replace(' [options]', ''),
    })
    .configureOutput({ writeErr: () => {} })
    .exitOverride()
    .enablePositionalOptions()
    .showSuggestionAfterError(true)
    .addHelpText('after', begin);
  for (const [title, names] of helpGroups)
    for (const name of names)
      root.addCommand(
        command(verbs.get(name), out, (code) => {
          exit = code;
        }).helpGroup(title),
      );
  try {
    await root.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') {
      out.note(`${root.helpInformation()}${begin}`);
      return 2;
    }
    throw usage(error, argv[0]);
  }
  return exit;
}

function command(verb: Verb, out: Output, done: (exit: number) => void): Command {
  const made = new Command(verb.name)
    .description(verb.about)
    .summary(verb.about.split('; exit ')[0] ?? '')
    .helpOption('-h, --help', 'print help')
    .configureHelp({ helpWidth })
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  for (const [usageText, about] of verb.args) made.argument(usageText, about);
  for (const [flags, about, choices] of verb.options) {
    const option = new Option(flags, about);
    if (Array.isArray(choices) && choices.length === 0)
      option.argParser((value, before: readonly string[] = []) => [...before, value]);
    else if (Array.isArray(choices)) option.choices(choices);
    else if (typeof choices === 'string') option.default(choices);
    made.addOption(option);
  }
  if (verb.passThrough) made.passThroughOptions().allowUnknownOption();
  const examples = verb.examples.map(([line, about]) => `  ${line}\n      ${about}`);
  made.addHelpText('after', `\n${examples.length > 1 ? 'Examples' : 'Example'}:\n${examples.join('\n')}`);
  return made.action(async (...all: unknown[]) => {
    const args = all.slice(0, -2) as (string | string[] | undefined)[];
    done(await verb.run({ args, options: made.opts(), out, cwd: workingFolder(), env: process.env }));
  });
}

/** commander's message without its `error:`; its suggestion, when it has one, is the last line. */
function usage(error: CommanderError, verb = ''): UsageError {
  const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const hint = rest
    .join(' ')
    .replace(/^\(|\)$/g, '')
    .replace(/^Did you mean (.*)\?$/, 'did you mean "$1"?');
  const missing = message.match(/^missing required argument '(.*)'$/)?.[1];
  const help = `netlab ${verbs.find(verb) ? `${verb} ` : ''}--help`;
  if (missing === 'lab') return new UsageError('which lab?', `all labs: netlab list   ${help}`);
  return new UsageError(missing ? `which ${missing}?` : message, hint || help);
}
