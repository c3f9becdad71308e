/**
 * A guide's commands, run again. Every ```console block holds lines `$ command`, each followed by what it printed; all of a guide
 * run in order, each in a shell of its own, so that a command left running by `&` is there for the next.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/cli/find-lab.ts';

const block = /^```console\n([\s\S]*?)^```$/gm;

/** What a run prints differently each time, and what a reader does not look at. */
const volatile: readonly (readonly [RegExp, string])[] = [
  [/[\d./]+ ?(ms|s|milliseconds)\b/g, 'TIME'],
  [/([0-9a-f]{2}:){5}[0-9a-f]{2}/g, 'MAC'],
  [/\b(id|seq|ack|win|val|ecr|pid|cksum|length) (0x)?[0-9a-f]+\b/g, '$1 N'],
  // Ports that a client got: of five digits, but for the well-known ones of tunnels, which have four.
  [/([.:])\d{5}\b/g, '$1PORT'],
  [/"port": \d+/g, '"port": PORT'],
  [/-([eW]) [\d.]+/g, '-$1 N'],
  [/@if\d+/g, '@ifN'],
  // Whether the kernel gives a neighbor up before ping stops waiting is a matter of load.
  [/(none|Destination Host Unreachable, said \S+) \(\d+ sent, \d+ received\)/g, 'no reply'],
  [/^\d+: /gm, 'N: '],
  [/ +/g, ' '],
];

const steady = (output: string): string =>
  volatile.reduce((text, [pattern, name]) => text.replace(pattern, name), output);

/** The guide with the output of each command as it is now; where it differs only in what is volatile, as it was. */
export async function rerun(guide: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-guide-'));
  symlinkSync(join(packageRoot(), 'bin/netlab.js'), join(folder, 'netlab'));
  try {
    let text = '';
    let end = 0;
    for (const found of guide.matchAll(block)) {
      text += `${guide.slice(end, found.index)}\`\`\`console\n${await again(found[1]!, folder)}\`\`\``;
      end = found.index + found[0].length;
    }
    return text + guide.slice(end);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function again(body: string, folder: string): Promise<string> {
  let text = '';
  for (const part of body.split(/^\$ /m).slice(1)) {
    const [command = '', ...lines] = part.trimEnd().split('\n');
    const before = lines.join('\n');
    const now = await run(command, folder);
    if (placeGone.test(now)) throw new Error(`the place was not there for ${command}: ${now}`);
    const shown = steady(now) === steady(before) ? before : now;
    text += `$ ${command}\n${shown === '' ? '' : `${shown}\n`}`;
  }
  return text;
}

/** What a guide can say nothing of. */
const placeGone = /cannot be used; nothing was done there|the connection to \S+ was lost/;

/** Milliseconds; in the VM of a busy machine `verify` may take minutes. */
const hangs = 600_000;

/** What a terminal would show, without blanks at the ends of lines. A command that ends with `&` is not waited for. */
function run(command: string, folder: string): Promise<string> {
  const background = command.endsWith('&');
  const child = spawn('sh', ['-c', background ? `${command} sleep 0.3` : `{ ${command}\n} 2>&1`], {
    cwd: packageRoot(),
    stdio: ['ignore', background ? 'ignore' : 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, NETLAB_ON: 'auto', PATH: `${folder}:${process.env.PATH}`, COLUMNS: '80' },
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    // The whole group: what hangs is seldom the shell. Half an output would pass for a guide's that says nothing.
    const limit = setTimeout(() => {
      process.kill(-child.pid!);
      reject(new Error(`it does not end: ${command}`));
    }, hangs);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(limit);
      resolve(output.replace(/[ \t]+$/gm, '').trimEnd());
    });
  });
}
