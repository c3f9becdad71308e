/** Labs to begin from: the shipped ones, every example of the pages, and the labs that are refused on purpose. */
import { readdirSync, readFileSync } from 'node:fs';
import { labsFolder, shippedLabs } from '../../src/engine/find-lab.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const pages = ['README.md', ...readdirSync(new URL('docs/', root)).map((file) => `docs/${file}`)].filter(
  (file) => file.endsWith('.md'),
);
const examples = pages.flatMap((page) =>
  [...read(page).matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!),
);
const refused = readdirSync(new URL('test/golden/refusals/', root))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => read(`test/golden/refusals/${file}`));
/** Labs that compile as they are; most examples of the pages are parts of a lab. */
export const shipped: readonly string[] = shippedLabs().map((name) =>
  readFileSync(`${labsFolder()}/${name}/lab.yaml`, 'utf8'),
);

/** Without labs of thousands of interfaces, each of which takes as long as all others together. */
export const corpus: readonly string[] = [...shipped, ...examples, ...refused].filter(
  (text) => !/\.\.\d{4}/.test(text),
);
