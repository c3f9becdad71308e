/** A kernel setting of a node, as `sysctl -w` sets it. Workers write the file itself: a shell does it without a process. */
import { shellWord } from '../base/quote.ts';
import { settingPath } from '../base/setting-path.ts';
import type { StepBase } from '../model/plan.ts';
import { extraSettings } from './extra-settings.ts';
import { inNode } from './in-node.ts';
import type { StepKind } from './step-kind.ts';

export interface SysctlStep extends StepBase {
  readonly kind: 'sysctl';
  /** As sysctl(8) writes it: dots between, a slash for a dot inside a name (`net.ipv4.conf.flannel/1.rp_filter`). */
  readonly key: string;
  readonly value: string;
  /** Skipped by a kernel without this key. */
  readonly optional?: boolean;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    sysctl: SysctlStep;
  }
}

export const sysctl: StepKind<SysctlStep> = {
  kind: 'sysctl',
  command: ({ key, value }) => ['sysctl', '-w', `${key}=${value}`],
  programs: () => [],
  print: ({ key, value, optional }, shell) => [
    shell.inNode(['sysctl', optional ? '-qew' : '-qw', `${key}=${value}`]),
  ],
  script: (step) => [settingLine(step)],
  joins: true,
  /** The shell reports only "I/O error"; sysctl(8), where it is, reports the kernel's reason. */
  async locate(steps, node, stderr, replay) {
    for (const step of steps) {
      const again = await replay({ argv: ['sh', '-c', settingLine(step)], ...inNode(node) });
      if (again.exit === null) break; // interrupted: no setting is to blame
      if (again.exit === 0) continue;
      const told = await replay({ argv: sysctl.command(step), ...inNode(node) });
      return { step, ...(told.exit === 0 || told.exit === 127 ? {} : { stderr: told.stderr }) };
    }
    // Each went well the second time: only the shell's message names the file.
    const named = steps.find((step) => stderr.includes(settingPath(step.key)));
    const step = steps.length === 1 ? steps[0] : named;
    return step ? { step } : {};
  },
  compare(step, node) {
    const found = node.sysctls[step.key];
    if (found === step.value || (found === undefined && step.optional)) return undefined;
    const effect = found === '0' ? (effects.find(([pattern]) => pattern.test(step.key))?.[1] ?? '') : '';
    return {
      why: `${node.node}'s ${step.key} is ${found ?? 'not there'} and should be ${step.value}${effect}`,
      argv: ['sysctl', step.key],
    };
  },
  extra: extraSettings,
  mutations: { flip: 'a sysctl has another value' },
  /**
   * A switch is turned, a number is one more. The baseline is only left out, never turned: it guards against a host with other
   * settings. Where the baseline has the other value already, turning is leaving out.
   */
  mutate(step, plan) {
    if (step.stage === 'baseline' || !/^\d+$/.test(step.value)) return [];
    const value = step.value === '0' ? '1' : step.value === '1' ? '0' : String(Number(step.value) + 1);
    const same = plan.steps.some(
      (one) =>
        one.kind === 'sysctl' &&
        one.stage === 'baseline' &&
        one.node === step.node &&
        one.key === step.key &&
        one.value === value,
    );
    if (same) return [];
    return [{ mutation: 'flip', what: `${value} in place of ${step.value}`, instead: { ...step, value } }];
  },
};

/** The effect of a setting that often is wrong. */
const effects: readonly (readonly [RegExp, string])[] = [
  [/^net\.ipv4\.ip_forward$/, ': it forwards nothing'],
  [/forwarding$/, ': it forwards nothing'],
];

function settingLine({ key, value, optional }: SysctlStep): string {
  const path = shellWord(settingPath(key));
  return `${optional ? `[ ! -e ${path} ] || ` : ''}printf '%s\\n' ${shellWord(value)} >${path} || exit`;
}
