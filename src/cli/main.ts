/** The command line: reads arguments, runs a verb, prints what goes wrong and sets the exit code. The one catch is here. */
import { fail } from './failure.ts';
import { watchSignals } from './interrupt.ts';
import { output } from './output.ts';
import { runProgram } from './program.ts';

const out = output(process.env);
watchSignals(out);
void runProgram(process.argv.slice(2), out)
  .catch((error: unknown) => fail(error, out))
  .then((exit) => {
    process.exitCode = exit;
  });
