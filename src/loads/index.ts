import { registry } from '../base/registry.ts';
import { connections } from './connections.ts';
import { datagrams } from './datagrams.ts';
import type { LoadKind } from './load.ts';
import { requests } from './requests.ts';
import { transfer } from './transfer.ts';

/** Every kind of load. */
export const loads = registry<LoadKind>((kind) => kind.name, [connections, requests, datagrams, transfer]);
