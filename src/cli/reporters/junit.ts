/**
 * JUnit's XML as CI servers read it: a suite for each lab, a case for each check. Of what the various readers take,
 * the part that all know: https://github.com/testmoapp/junitxml. Times are seconds.
 */
import { lineCommand, markCommand } from '../../base/log-text.ts';
import { terminalText } from '../../base/terminal-text.ts';
import type { LabResult } from '../../model/test-run.ts';
import type { Reporter } from './reporter.ts';
import { type Item, itemsOf, placeOf, warningsOf } from './says.ts';

const escapes: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' },
};

/** XML 1.0 has no control characters but blanks, not even escaped; and what a CI server obeys in a log is written as entities. */
const clean = (text: string, special: RegExp): string =>
  terminalText(text)
    .replaceAll(special, (one) => escapes[one]!)
    .replaceAll(lineCommand, '$1&#58;')
    .replaceAll(markCommand, '&#35;');
const attribute = (text: string): string => clean(text, /[&<>"\n\t]/g);
const content = (text: string): string => clean(text, /[&<>]/g);

const element = (name: string, values: Readonly<Record<string, string | number>>, inside = ''): string => {
  const attributes = Object.entries(values).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  return `<${name}${attributes.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}`;
};

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
const countOf = (items: readonly Item[], status: Item['status']): number =>
  items.filter((item) => item.status === status).length;
const counts = (items: readonly Item[]) => ({
  tests: items.length,
  failures: countOf(items, 'fail'),
  errors: countOf(items, 'error'),
  skipped: countOf(items, 'skip'),
});

export const junit: Reporter = {
  name: 'junit',
  about: "JUnit's XML: a suite for each lab, a case for each check",
  document: true,
  start: (sink) => ({
    end({ labs, took, since }) {
      const suites = labs.map((lab) => `\n${suite(lab, since)}`).join('');
      const all = element(
        'testsuites',
        { name: 'netlab', ...counts(labs.flatMap(itemsOf)), time: seconds(took) },
        `${suites}\n`,
      );
      sink.write(`<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`);
    },
  }),
};

function suite(lab: LabResult, since: string): string {
  const items = itemsOf(lab);
  const { name, file, place = '', evidence } = lab;
  const values = {
    name,
    ...counts(items),
    time: seconds(lab.times.took),
    timestamp: since.slice(0, 19),
    file,
  };
  const properties = [
    ...(place ? [element('property', { name: 'place', value: place })] : []),
    ...(evidence ? [element('property', { name: 'evidence', value: evidence })] : []),
  ];
  const inside = [
    ...(properties.length > 0 ? [element('properties', {}, properties.join(''))] : []),
    ...items.map((item) => testCase(item, lab)),
    ...(lab.warnings.length > 0 ? [element('system-err', {}, content(warningText(lab)))] : []),
  ];
  return `  ${element('testsuite', values, `${inside.map((line) => `\n    ${line}`).join('')}\n  `)}`;
}

const warningText = (lab: LabResult): string =>
  warningsOf(lab)
    .map(({ title, lines, at }) => `${at ? `${placeOf(at)} ` : ''}warning ${title}: ${lines.join('; ')}`)
    .join('\n');

const kinds = { fail: 'failure', error: 'error', skip: 'skipped', pass: undefined } as const;

function testCase({ title, status, lines, at, took }: Item, { name, file }: LabResult): string {
  const kind = kinds[status];
  const where = { file: at?.file ?? file, line: at?.line ?? 1 };
  const message =
    status === 'skip' ? lines.join('; ') : (lines.find((line) => line.startsWith('saw ')) ?? lines[0] ?? '');
  const said = [...(at ? [placeOf(at)] : []), ...lines].join('\n');
  const found =
    kind === undefined
      ? ''
      : kind === 'skipped'
        ? element(kind, { message })
        : element(kind, { message, type: kind }, content(said));
  return element('testcase', { name: title, classname: name, time: seconds(took), ...where }, found);
}
