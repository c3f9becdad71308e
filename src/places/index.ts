/** Where labs can be built, by name. */
import { registry } from '../base/registry.ts';
import { local } from './local.ts';

export const places = registry((place) => place.name, [local]);
