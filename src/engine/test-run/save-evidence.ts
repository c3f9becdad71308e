/**
 * Saves the evidence of a lab that did not pass in a folder of its own: the report, the plan as a script, and if it was up, the
 * journal, every node's state, the logs of its processes, and the packets of every capture. problems.txt lists what could not
 * be saved.
 */
import { inWords } from '../../base/environment-fault.ts';
import { jsonText } from '../../base/json-text.ts';
import { logText } from '../../base/log-text.ts';
import { terminalText } from '../../base/terminal-text.ts';
import { readStateText } from '../../drift/state-text.ts';
import type { Journal } from '../../model/journal.ts';
import { briefly, type Place } from '../../model/place.ts';
import type { Plan } from '../../model/plan.ts';
import type { CheckResult } from '../../model/report.ts';
import type { LabResult } from '../../model/test-run.ts';
import { buildScript } from '../../plan/script.ts';
import { startedIn } from '../lab-processes.ts';
import { writeEvidence } from './evidence-folder.ts';

export interface FoundEvidence {
  readonly plan: Plan;
  /** Where it was up. */
  readonly built?: { readonly journal: Journal; readonly place: Place };
}

/** The report of a lab for people. */
export type ReportText = (result: LabResult) => string;

export async function saveEvidence(
  folder: string,
  result: LabResult,
  found: FoundEvidence | undefined,
  reportText: ReportText,
): Promise<void> {
  // Logs and states hold what programs and others wrote, and are printed in the logs of CI servers.
  const save = (name: string, content: string | Uint8Array) =>
    writeEvidence(folder, name, typeof content === 'string' ? logText(terminalText(content)) : content);
  const problems: string[] = [];
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      problems.push(`${what}: ${inWords(error)}`);
    }
  };
  save('report.json', `${jsonText({ ...result, checks: result.checks.map(withoutPackets) })}\n`);
  save('report.txt', reportText(result));
  result.checks.forEach((check, i) => {
    if (check.packets) save(`packets/${fileOf(check, i)}.pcapng`, Buffer.from(check.packets, 'base64'));
  });
  if (found) save('plan.sh', buildScript(found.plan));
  if (found?.built) {
    const { journal, place } = found.built;
    save('journal.json', `${jsonText(journal)}\n`);
    await attempt('the state of its nodes', async () => {
      for (const [node, said] of await readStateText(found.plan, place)) save(`state/${node}.txt`, said);
    });
    for (const step of startedIn(journal, undefined))
      await attempt(step.log, async () => {
        const log = await place.run({ argv: ['cat', '--', step.log] }, { output: briefly });
        save(`logs/${step.node}.${step.name}.log`, log.stdout);
      });
  }
  if (problems.length > 0) save('problems.txt', `${problems.join('\n')}\n`);
}

/** They have a file of their own. */
export const withoutPackets = ({ packets: _, ...check }: CheckResult): CheckResult => check;

/** The position of the check among those of the lab, and its subject. */
const fileOf = ({ probe, title }: CheckResult, i: number): string =>
  `${String(i + 1).padStart(2, '0')}-${probe}-${title.replaceAll(/[^A-Za-z0-9.]+/g, '-').slice(0, 60)}`.replace(
    /-+$/,
    '',
  );
