import { jsonText } from '../../../base/json-text.ts';
import type { Verb } from '../../verb.ts';

export const schema: Verb = {
  name: 'schema',
  args: [],
  about: 'print the JSON Schema of labs, for editors',
  options: [],
  examples: [
    [
      'netlab schema > lab.schema.json',
      'then start a lab with "# yaml-language-server: $schema=lab.schema.json"',
    ],
  ],
  async run({ out }) {
    const { jsonSchema } = await import('./json-schema.ts');
    out.result(jsonText(jsonSchema()));
    return 0;
  },
};
