import { describe, expect, it } from 'vitest';
import { interfaceTypes } from '../../../src/interfaces/index.ts';
import { kernelFeatures } from '../../../src/places/kernel-features.ts';

describe('what interface types need of the kernel', () => {
  const needed = [...new Set(interfaceTypes.all.flatMap((type) => type.kernel))];

  it.each(needed)('%s is a feature that places can be asked for', (name) => {
    expect(kernelFeatures.names).toContain(name);
  });
});
