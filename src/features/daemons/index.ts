import { registry } from '../../base/registry.ts';
import { bird } from './bird.ts';
import type { Daemon } from './daemon.ts';
import { dnsmasq } from './dnsmasq.ts';
import { frr } from './frr.ts';
import { haproxy } from './haproxy.ts';
import { keepalived } from './keepalived.ts';
import { named } from './named.ts';
import { nginx } from './nginx.ts';

/** Every daemon that has a key under a node. */
export const daemons = registry<Daemon>(
  (daemon) => daemon.key,
  [bird, dnsmasq, frr, haproxy, keepalived, named, nginx],
);
