import { jsonText } from '../../base/json-text.ts';
import { sumOf } from '../../engine/test-run/sum.ts';
import type { Reporter } from './reporter.ts';

export const json: Reporter = {
  name: 'json',
  about: 'the whole run as one JSON document, with the evidence of every check',
  document: true,
  start: (sink) => ({
    end: (run) => sink.write(`${jsonText({ ...run, sum: sumOf(run.labs) })}\n`),
  }),
};
