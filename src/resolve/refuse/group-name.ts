import type { Whole } from './whole.ts';

/** A selector with this word would mean the node or the segment, not the members of the group. */
export function groupName({ draft, spec, faults }: Whole): void {
  for (const node of draft.values())
    for (const group of new Set(node.spec.group)) {
      const other = draft.get(group);
      if (other)
        faults.add({
          code: 'group-name',
          message: `the group ${group} of ${node.name} has the same name as the ${other.role} ${group} (line ${other.source.line})`,
          at: spec.at([...node.path, 'group']),
          hint: 'rename one of them: a selector could mean both',
        });
    }
}
