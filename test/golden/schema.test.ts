// labs/lab.schema.json is what `netlab schema` prints; every shipped lab names it, so that editors know the language.
import { expect, test } from 'vitest';
import { jsonSchema } from '../../src/cli/verbs/schema/json-schema.ts';

test('the schema beside the labs is the one that netlab prints', async () => {
  const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../labs/lab.schema.json');
});
