/** The VM as a place: an ssh place, once it runs. Looking for labs does not start a VM. It reports a VM that has ended. */
import type { OpenContext, PlaceKind } from '../place-kind.ts';
import { openSsh } from '../ssh/ssh.ts';
import { alias } from './endpoint.ts';
import { mayHold, notingLabs } from './labs.ts';
import type { Accelerator } from './machine.ts';
import { type Opened, openVm, settleVm, vmFoldersHere } from './vm.ts';
import { wentWith } from './went-with.ts';
import { whyGone } from './why-gone.ts';

/** Under emulation `ip` takes 40 ms, not 1, but what a program waits for takes no longer: whole verbs took four times as long. */
const pace: Readonly<Record<Accelerator, number>> = { kvm: 1, tcg: 4, icount: 8 };

/**
 * Seconds. No network is between, and a VM that ends closes its connection. But on a busy machine an emulated VM may stop for
 * half a minute.
 */
const silence = 180;

/** Milliseconds; an emulated VM that is there has answered by then. */
const patience = 10_000;

const reach = async ({ endpoint, state }: Opened, { env, note }: OpenContext) => ({
  ...notingLabs(
    await saying(`the VM has not answered for ${patience / 1000} s; waiting up to ${silence} s`, note, () =>
      openSsh(
        {
          ...{ name: 'vm', host: alias, config: endpoint.configFile, silence },
          whyGone: () => whyGone(vmFoldersHere()),
          // In the VM's own folder: another VM's connection is never taken for this one's.
          options: [`ControlPath=${vmFoldersHere().runtime}/ssh`],
        },
        env,
      ),
    ),
    vmFoldersHere(),
  ),
  pace: pace[state.record.accelerator],
  disposable: true,
});

async function saying<T>(slow: string, note: (text: string) => void, act: () => Promise<T>): Promise<T> {
  const timer = setTimeout(note, patience, slow);
  try {
    return await act();
  } finally {
    clearTimeout(timer);
  }
}

export const vm: PlaceKind = {
  name: 'vm',
  about: 'a small VM on this machine, with a full kernel',
  gives: ['privilege', 'kernel'],
  // The guest has no network and none of the user's files, so a lab can do less there than in a rootless place. But netlab as
  // root reads what it answers.
  rightsOfLab: () => (process.geteuid?.() === 0 ? 'root' : undefined),
  async open(_, asker) {
    const opened = await openVm({ note: asker.note });
    if (opened.lost.length > 0) asker.note(wentWith(opened.lost));
    return reach(opened, asker);
  },
  async holding(asker) {
    const state = await settleVm();
    if (state.state === 'died') asker.note(wentWith(state.labs));
    // A VM without the lab is not asked: that would cost every verb a connection, or minutes if the VM does not answer.
    if (state.state !== 'running' || !mayHold(state.labs, asker.labs)) return undefined;
    return reach(await openVm(), asker);
  },
};
