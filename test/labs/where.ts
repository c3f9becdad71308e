/** The shipped labs that this kernel can run. The VM tests the others. */
import { findLabsHere } from '../../src/engine/labs-here.ts';

const { labs } = await findLabsHere(undefined, process.cwd(), undefined, { attempts: true });

const lacks = (kind: string) => (lab: (typeof labs)[number]) => lab.missing.some((one) => one.kind === kind);

export const labsOfThisKernel: readonly string[] = labs
  .filter((lab) => !lacks('kernel')(lab))
  .map(({ name }) => name);
export const labsOfTheVm: readonly string[] = labs.filter(lacks('kernel')).map(({ name }) => name);
