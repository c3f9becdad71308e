/** The VM of the Vagrantfile in this folder: an ssh place. `vagrant ssh-config` prints its address. */
import { writeFileSync } from 'node:fs';
import { ownFolder, runtimeFolder } from '../files/runtime-folder.ts';
import { PlaceCannot } from '../place-cannot.ts';
import type { PlaceKind } from '../place-kind.ts';
import { runOnce } from '../process/once.ts';
import { openSsh } from './ssh.ts';

export const vagrant: PlaceKind = {
  name: 'vagrant',
  about: 'the VM of the Vagrantfile in this folder',
  rightsOfLab: () => 'root',
  async open(name, { env }) {
    const outcome = await runOnce(['env', '-C', process.cwd(), 'vagrant', 'ssh-config']);
    const host = /^Host (\S+)$/m.exec(outcome.stdout)?.[1];
    if (outcome.exit !== 0 || !host) {
      const missing = outcome.exit === 127;
      const why = missing ? 'it is not installed' : (outcome.stderr.trim().split('\n').at(-1) ?? '');
      throw new PlaceCannot('vagrant cannot be used; nothing was built', [
        {
          what: 'vagrant',
          why,
          todo: missing ? 'https://developer.hashicorp.com/vagrant/install' : 'vagrant up',
        },
      ]);
    }
    const config = `${ownFolder(runtimeFolder(env))}/vagrant-ssh-config`;
    writeFileSync(config, outcome.stdout, { mode: 0o600 });
    return openSsh({ name, host, config }, env);
  },
};
