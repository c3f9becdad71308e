/** The JSON Schema of labs as people write them (draft 2020-12). */
import * as z from 'zod';
import { clusterSchema } from '../expand/cluster.ts';
import { writtenSchema } from '../schema/lab.ts';

export const jsonSchema = (): unknown => ({
  title: 'netlab lab',
  ...z.toJSONSchema(writtenSchema(clusterSchema), { io: 'input', reused: 'ref', unrepresentable: 'any' }),
});
