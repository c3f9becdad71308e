/**
 * A Kubernetes label selector (meta/v1 LabelSelector). All its terms must match; an empty selector matches everything.
 */
import * as z from 'zod';

/** A qualified name: at most 63 characters after an optional DNS prefix (apimachinery, IsQualifiedName). */
const labelKey = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/, {
    error: (issue) => `invalid label key "${String(issue.input)}"`,
  })
  .meta({ title: 'label' });

const labelValue = z
  .string()
  .regex(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, {
    error: (issue) => `invalid label value "${String(issue.input)}"`,
  })
  .meta({ title: 'value' });

/** Whether an operator needs values. The others only test whether the label exists. */
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
      ? `${operator} needs values`
      : `${operator} cannot have values: it only tests whether the label exists`;
    ctx.addIssue({ code: 'custom', message, path: ['values'] });
  });

export const labelSelector = z.strictObject({
  matchLabels: z.record(labelKey, labelValue).default({}),
  matchExpressions: z.array(expression).default([]),
});

export type LabelSelector = z.output<typeof labelSelector>;
