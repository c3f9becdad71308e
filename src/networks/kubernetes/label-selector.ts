/** A Kubernetes label selector (meta/v1 LabelSelector): all of its terms must hold, and none means everything. */
import * as z from 'zod';

/** A qualified name: at most 63 characters after an optional DNS prefix (apimachinery, IsQualifiedName). */
const labelKey = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/, {
    error: (issue) => `"${String(issue.input)}" cannot be the key of a label`,
  })
  .meta({ title: 'label' });

const labelValue = z
  .string()
  .regex(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, {
    error: (issue) => `"${String(issue.input)}" cannot be the value of a label`,
  })
  .meta({ title: 'value' });

/** Whether an operator compares with values, or looks whether the label is there at all. */
const takesValues = { In: true, NotIn: true, Exists: false, DoesNotExist: false } as const;

const expression = z
  .strictObject({
    key: labelKey,
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
    values: z.array(labelValue).default([]),
  })
  .superRefine(({ operator, values }, ctx) => {
    if (takesValues[operator] === values.length > 0) return;
    const message = takesValues[operator]
      ? `${operator} compares with values: it has none`
      : `${operator} looks only whether the label is there: it takes no values`;
    ctx.addIssue({ code: 'custom', message, path: ['values'] });
  });

export const labelSelector = z.strictObject({
  matchLabels: z.record(labelKey, labelValue).default({}),
  matchExpressions: z.array(expression).default([]),
});

export type LabelSelector = z.output<typeof labelSelector>;
