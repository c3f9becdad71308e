import { features } from '../../features/index.ts';
import { typeNamed } from '../../interfaces/implied.ts';
import type { Complete } from './index.ts';

/**
 * A rule of the packet filter may name an interface that does not exist yet, so the kernel accepts every name. A name that no
 * interface of the node has is probably misspelled: the rule never matches, or always if it is negated.
 */
export function ruleInterface({ draft, settings, faults }: Complete): void {
  for (const node of draft.values()) {
    const given = settings.get(node.name) ?? {};
    const all = features.all.flatMap((feature) => {
      const setting = given[feature.key];
      return setting === undefined ? [] : [{ feature, setting }];
    });
    const made = (name: string) => all.some(({ feature, setting }) => feature.mayCreate?.(setting, name));
    for (const { feature, setting } of all)
      for (const { name, source } of feature.matches?.(setting) ?? [])
        if (!typeNamed(name) && !node.interfaces.has(name) && !made(name))
          faults.add({
            code: 'rule-interface',
            message: `the rule matches the interface ${name}, which ${node.name} does not have`,
            at: source,
            known: () => [...node.interfaces.keys()],
            word: name,
          });
  }
}
