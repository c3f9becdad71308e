/** The modules of tc: each kind of qdisc, classifier and action is one. */
import type { KernelFeature } from '../model/kernel-feature.ts';

const qdisc = (name: string, use: string, config: string, words: readonly string[] = []): KernelFeature => ({
  ...{ name, for: use, modules: [`sch_${name}`], config: [config] },
  attempt: ['tc', 'qdisc', 'add', 'dev', 'lo', 'root', name, ...words],
});

/** A filter needs a qdisc to try it on, so these are known by their module or the kernel's configuration. */
const part = (name: string, use: string, config: string): KernelFeature => ({
  ...{ name, for: use, modules: [name], config: [config] },
});

export const tcKernel: readonly KernelFeature[] = [
  qdisc('netem', 'delay and loss on links', 'NET_SCH_NETEM'),
  qdisc('htb', 'classes with rates', 'NET_SCH_HTB'),
  qdisc('tbf', 'one rate for all packets', 'NET_SCH_TBF', [
    'rate',
    '1mbit',
    'burst',
    '10kb',
    'latency',
    '1s',
  ]),
  qdisc('prio', 'classes in an order', 'NET_SCH_PRIO'),
  qdisc('sfq', 'queues of flows that take turns', 'NET_SCH_SFQ'),
  qdisc('fq_codel', 'fair queues with short delays', 'NET_SCH_FQ_CODEL'),
  {
    // Part of the scheduler itself (net/sched/Makefile), never a module.
    ...{ name: 'pfifo', for: 'queues with a limit', modules: [], config: ['NET_SCH_FIFO'] },
    attempt: ['tc', 'qdisc', 'add', 'dev', 'lo', 'root', 'pfifo'],
  },
  {
    ...{
      name: 'clsact',
      for: 'filters of what arrives',
      modules: ['sch_ingress'],
      config: ['NET_SCH_INGRESS'],
    },
    attempt: ['tc', 'qdisc', 'add', 'dev', 'lo', 'clsact'],
  },
  part('cls_u32', 'filters by words of the packet', 'NET_CLS_U32'),
  part('cls_flower', 'filters by fields of the packet', 'NET_CLS_FLOWER'),
  part('cls_bpf', 'BPF programs of interfaces', 'NET_CLS_BPF'),
  part('cls_matchall', 'filters of all packets', 'NET_CLS_MATCHALL'),
  part('act_mirred', 'copies of packets to another interface', 'NET_ACT_MIRRED'),
  part('act_police', 'a rate without a queue', 'NET_ACT_POLICE'),
];
