import type { Reader } from './reader.ts';

export const ipset: Reader = {
  about: 'sets that rules match',
  find(step, node, names) {
    if (step.kind !== 'run' || step.argv[0] !== 'ipset') return undefined;
    const [, command, name = '', member = ''] = step.argv;
    const set = node.ipsets.find((one) => one.name === name);
    if (!set) return { why: `${node.node} has no set ${name}`, argv: ['ipset', 'list', '-name'] };
    if (command !== 'add' || set.members.includes(member)) return undefined;
    return {
      why: `${node.node}'s set ${name} does not hold ${names.address(member)}`,
      argv: ['ipset', 'list', name],
    };
  },
};
