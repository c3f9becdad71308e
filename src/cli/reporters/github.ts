/**
 * For a GitHub workflow: an annotation at the line of the lab for every failure, and a summary of the run in Markdown for the
 * job's page (the file that $GITHUB_STEP_SUMMARY names). Annotations are commands in the log, escaped as the runner reads them:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import { closeSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { logText } from '../../base/log-text.ts';
import { terminalText } from '../../base/terminal-text.ts';
import type { LabResult } from '../../model/test-run.ts';
import { openOutput } from '../output-file.ts';
import { summary } from './github-summary.ts';
import type { Reporter, Sink } from './reporter.ts';
import { type Item, itemsOf, warningsOf, whole } from './says.ts';

export const github: Reporter = {
  name: 'github',
  about: 'annotations at the lines of the labs, and a summary in Markdown',
  start: (sink) => ({
    event(event) {
      if (event.kind !== 'lab') return;
      const { result } = event;
      for (const item of warningsOf(result)) sink.workflow(annotation('warning', item, result, sink));
      for (const item of itemsOf(result).filter(({ status }) => status !== 'pass'))
        sink.workflow(annotation(item.status === 'skip' ? 'notice' : 'error', item, result, sink));
    },
    end(run) {
      const text = summary(run);
      const page = sink.env.GITHUB_STEP_SUMMARY;
      if (sink.toFile) sink.write(text);
      if (page) append(page, text);
    },
  }),
};

const data = (text: string): string =>
  logText(terminalText(text)).replaceAll('%', '%25').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Paths are those of the repository. */
function annotation(
  level: 'notice' | 'warning' | 'error',
  { title, lines, at }: Item,
  lab: LabResult,
  { cwd, env }: Sink,
): string {
  const file = relative(env.GITHUB_WORKSPACE || cwd, resolve(cwd, at?.file ?? lab.file));
  const values = {
    file,
    line: String(at?.line ?? 1),
    col: String(at?.column ?? 1),
    title: title === whole ? lab.name : `${lab.name}: ${title}`,
  };
  const words = Object.entries(values).map(([key, value]) => `${key}=${property(value)}`);
  return `::${level} ${words.join(',')}::${data(lines.join('\n'))}`;
}

function append(page: string, text: string): void {
  const descriptor = openOutput(page, 'append');
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
