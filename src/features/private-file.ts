import type { Source } from '../base/diagnostic.ts';
import type { PlanScope } from '../model/context.ts';
import type { Step } from '../model/plan.ts';

/** A file that only one node sees. */
export interface PrivateFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  readonly source: Source;
}

/** Stores it in the lab's folder. The mount step of the node shows it at its path. */
export const privateFileStep = (
  { path, content, mode, source }: PrivateFile,
  { node, directory }: PlanScope,
): Step => ({
  kind: 'write',
  id: `${node.name}/file${path}`,
  stage: 'files',
  level: 0,
  node: node.name,
  source,
  reason: `This file is ${path} in ${node.name}.`,
  path: `${directory}/node/${node.name}/upper${path}`,
  content,
  mode,
});
