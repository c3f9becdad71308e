import { registry } from '../../base/registry.ts';
import type { Verb } from '../verb.ts';
import { down } from './down.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';
import { schema } from './schema.ts';
import { up } from './up.ts';
import { validate } from './validate.ts';

/** Every verb, in the order of --help. */
export const verbs = registry<Verb>((verb) => verb.name, [validate, render, plan, up, down, schema]);
