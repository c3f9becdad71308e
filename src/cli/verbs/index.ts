import { registry } from '../../base/registry.ts';
import type { Verb } from '../verb.ts';
import { capture } from './capture.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { down } from './down.ts';
import { exec } from './exec.ts';
import { graph } from './graph.ts';
import { list } from './list.ts';
import { logs } from './logs.ts';
import { mutate } from './mutate.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';
import { schema } from './schema.ts';
import { shell } from './shell.ts';
import { show } from './show.ts';
import { status } from './status.ts';
import { test } from './test.ts';
import { trace } from './trace.ts';
import { up } from './up.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';
import { vm } from './vm.ts';

/** Every verb, in the order of --help. */
export const verbs = registry<Verb>(
  (verb) => verb.name,
  [
    list,
    show,
    up,
    verify,
    status,
    exec,
    shell,
    logs,
    capture,
    trace,
    diff,
    down,
    test,
    plan,
    render,
    graph,
    validate,
    mutate,
    schema,
    doctor,
    vm,
  ],
);
