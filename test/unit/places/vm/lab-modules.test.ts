import { expect, it } from 'vitest';
import { interfaceTypes } from '../../../../src/interfaces/index.ts';
import { labModules } from '../../../../src/places/vm/kernel.ts';

it.each(interfaceTypes.all.flatMap(({ kernel }) => kernel))(
  'a kernel for the VM has the module of $name',
  ({ modules: [module] }) => {
    if (module !== undefined) expect(labModules).toContain(module);
  },
);

it('a kernel for the VM has the modules of steps', () => {
  expect(labModules).toEqual(expect.arrayContaining(['sch_netem', 'nf_tables', 'ip_set']));
});
