/**
 * qemu's words. Nothing of its defaults (no screen, no disk, no monitor); the host's files over 9p, read-only; a network that
 * reaches nothing (`restrict=on`) but for one port of 127.0.0.1 that leads to the guest's ssh server.
 */
import type { Accelerator, Machine } from './machine.ts';

export interface Shape {
  readonly accelerator: Accelerator;
  readonly port: number;
  readonly cpus: number;
  /** MiB. */
  readonly memory: number;
}

/** MiB of translated code that emulation may keep; qemu's own limit is 1024. */
const translated = 256;

/** `sleep=off`: an idle guest does not wait; its clock goes on to the next event. */
const acceleration: Readonly<Record<Accelerator, readonly string[]>> = {
  kvm: ['-accel', 'kvm'],
  tcg: ['-accel', `tcg,thread=multi,tb-size=${translated}`],
  icount: ['-accel', `tcg,thread=single,tb-size=${translated}`, '-icount', 'shift=0,sleep=off'],
};

export const qemuArgv = (machine: Machine, { accelerator, port, cpus, memory }: Shape): readonly string[] => [
  machine.qemu,
  ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
  // Its own filter of system calls: no new programs, no other user, no new priorities.
  ...['-sandbox', 'on,spawn=deny,elevateprivileges=deny,resourcecontrol=deny'],
  ...acceleration[accelerator],
  ...['-machine', machine.type, '-cpu', machine.cpu[accelerator]],
  ...['-smp', String(accelerator === 'icount' ? 1 : cpus), '-m', String(memory)],
  ...['-kernel', '/kernel', '-initrd', '/initrd', '-append', kernelArguments(machine)],
  ...['-serial', 'stdio'],
  ...['-fsdev', 'local,id=host,path=/export,security_model=none,readonly=on,multidevs=remap'],
  ...['-device', 'virtio-9p-pci,fsdev=host,mount_tag=host'],
  ...['-netdev', `user,id=net,ipv6=off,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
  ...['-device', 'virtio-net-pci,netdev=net,romfile='],
];

/** `mitigations=off`: everything in the guest is one user's own, and the guards against others are dear to emulate. */
const kernelArguments = (machine: Machine): string =>
  [`console=${machine.console}`, 'quiet', 'panic=-1', 'mitigations=off', ...machine.kernelArguments].join(
    ' ',
  );
