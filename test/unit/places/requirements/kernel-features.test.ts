import { describe, expect, it } from 'vitest';
import { interfaceTypes } from '../../../../src/interfaces/index.ts';
import { qdiscKinds } from '../../../../src/interfaces/settings/qdisc-kinds.ts';
import { kernelFeatures } from '../../../../src/places/requirements/kernel-features.ts';
import { stepKinds } from '../../../../src/steps/index.ts';

describe('what interface types need of the kernel', () => {
  const needed = [...new Set(interfaceTypes.all.flatMap((type) => type.kernel))];

  it.each(needed)('$name is a feature that places can be asked for', ({ name }) => {
    expect(kernelFeatures.names).toContain(name);
  });
});

describe('kernel features', () => {
  it('include those of the kinds of steps, each once', () => {
    const declared = stepKinds.all.flatMap(({ kernel = [] }) => kernel.map(({ name }) => name));
    expect(kernelFeatures.names).toEqual(expect.arrayContaining(declared));
    expect(kernelFeatures.all.map(({ name }) => name)).toEqual(kernelFeatures.names);
  });

  it('include every qdisc', () =>
    expect(kernelFeatures.names).toEqual(expect.arrayContaining(qdiscKinds.all.map(({ kernel }) => kernel))));
});
