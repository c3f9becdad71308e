import { registry } from '../../base/registry.ts';
import type { Verb } from '../verb.ts';
import { capture } from './capture/capture.ts';
import { diff } from './diff/diff.ts';
import { doctor } from './doctor/doctor.ts';
import { down } from './down/down.ts';
import { exec } from './exec/exec.ts';
import { graph } from './graph/graph.ts';
import { list } from './list/list.ts';
import { logs } from './logs/logs.ts';
import { measure } from './measure/measure.ts';
import { mutate } from './mutate/mutate.ts';
import { plan } from './plan/plan.ts';
import { render } from './render/render.ts';
import { repair } from './repair/repair.ts';
import { schema } from './schema/schema.ts';
import { shell } from './shell/shell.ts';
import { show } from './show/show.ts';
import { status } from './status/status.ts';
import { test } from './test/test.ts';
import { trace } from './trace/trace.ts';
import { up } from './up/up.ts';
import { validate } from './validate/validate.ts';
import { verify } from './verify/verify.ts';
import { vm } from './vm/vm.ts';

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
    repair,
    down,
    test,
    plan,
    render,
    graph,
    validate,
    mutate,
    measure,
    schema,
    doctor,
    vm,
  ],
);
