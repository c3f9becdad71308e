import { registry } from '../base/registry.ts';
import type { EventKind } from './event-kind.ts';
import { link } from './link.ts';
import { pod } from './pod.ts';
import { process } from './process.ts';

/** Every kind of event. */
export const events = registry<EventKind>((kind) => kind.name, [process, link, pod]);
