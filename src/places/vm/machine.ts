/**
 * The differences between the processors that the VM runs on. Each emulates its own kind: labs use the host's programs.
 * `la57=off` and `no5lvl`: a fifth level of page tables makes every miss of the emulated TLB dearer (starting `ip` took twice
 * as long). Only amd64 has been run; arm64 is written after qemu's and Debian's documentation.
 */
export interface Machine {
  /** Debian's word, also in the names of its kernels. */
  readonly debian: string;
  readonly qemu: string;
  /** The Debian package that brings qemu. */
  readonly package: string;
  readonly type: string;
  /** Processor model by accelerator. */
  readonly cpu: Readonly<Record<Accelerator, string>>;
  readonly console: string;
  readonly kernelArguments: readonly string[];
}

/**
 * `icount` is emulation on one processor whose clock counts instructions: a nanosecond is one (qemu's documentation of -icount). The
 * number of instructions does not depend on how busy this machine is.
 */
export const accelerators = ['kvm', 'tcg', 'icount'] as const;
export type Accelerator = (typeof accelerators)[number];

export const accelerations: Readonly<Record<Accelerator, string>> = {
  kvm: 'hardware acceleration',
  tcg: 'software emulation',
  icount: 'software emulation that counts instructions',
};

const machines: Readonly<Record<string, Machine>> = {
  x64: {
    debian: 'amd64',
    qemu: 'qemu-system-x86_64',
    package: 'qemu-system-x86',
    type: 'q35',
    cpu: { kvm: 'host', tcg: 'max,la57=off', icount: 'max,la57=off' },
    console: 'ttyS0',
    kernelArguments: ['no5lvl'],
  },
  arm64: {
    debian: 'arm64',
    qemu: 'qemu-system-aarch64',
    package: 'qemu-system-arm',
    type: 'virt,gic-version=max',
    // pauth-impdef: the architected pointer authentication is slow to emulate (qemu's documentation of -cpu max).
    cpu: { kvm: 'host', tcg: 'max,pauth-impdef=on', icount: 'max,pauth-impdef=on' },
    console: 'ttyAMA0',
    kernelArguments: [],
  },
};

/** By Node's word for the processor; undefined where the VM is not to be had. */
export const machineOf = (arch: string): Machine | undefined => machines[arch];
