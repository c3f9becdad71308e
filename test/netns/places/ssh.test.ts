/** Labs on another machine: this one, behind an ssh server. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftovers, nothing } from '../apply/look.ts';
import { begin, ended, install, name, nothingLeft, type Said, user } from './installed.ts';
import { type Server, serve, whyNoSshd } from './sshd.ts';

const why = whyNoSshd();
const lab = 'flannel-vxlan';
const on = 'ssh://there';

describe.skipIf(why !== undefined)(`ssh${why ? ` (skipped: ${why})` : ''}`, () => {
  let server: Server;
  beforeAll(async () => {
    install();
    server = await serve();
  });
  afterAll(() => server.stop());

  const start = (...words: readonly string[]) => begin([], words, { ...server.env, NETLAB_ON: on });
  const netlab = (...words: readonly string[]): Promise<Said> => ended(start(...words));

  it('builds flannel-vxlan, proves it with its captures, enters nodes and takes it away', async () => {
    const built = await netlab('up', lab);
    expect(built).toMatchObject({ exit: 0, stderr: expect.stringContaining(`commands on ${on}`) });
    const proved = await netlab('verify', lab, '--json');
    const { checks } = JSON.parse(proved.stdout) as { checks: { status: string }[] };
    expect(checks.length).toBeGreaterThan(10);
    expect(checks.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(await netlab('exec', lab, 'pod1-1', '--', 'ping', '-c', '1', 'pod2-1')).toMatchObject({ exit: 0 });
    expect(await netlab('exec', lab, 'pod1-1', '--', 'sh', '-c', "echo 'a  b'; exit 7")).toMatchObject({
      exit: 7,
      stdout: 'a  b\n',
    });
    expect(await netlab('status', lab)).toMatchObject({ stdout: expect.stringContaining(`on ${on}`) });
    expect(await netlab('logs', lab, 'outside')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('serving'),
    });
    expect(await netlab('down', lab)).toMatchObject({ exit: 0, stderr: '' });
    expect(await leftovers()).toEqual(nothing);
  });

  it('says that the connection was lost in the middle of up; down then leaves nothing', async () => {
    let lost = 0;
    for (const delay of [0, 40, 90, 160]) {
      const child = start('up', lab, '--verbose');
      let begun = false;
      child.stderr?.on('data', () => {
        begun = true;
      });
      const said = ended(child);
      while (!begun && child.exitCode === null) await wait(5);
      await wait(delay);
      expect(server.cut()).toBeGreaterThan(0);
      const { exit, stderr } = await said;
      if (exit !== 0) {
        lost += 1;
        expect({ exit, stderr }).toMatchObject({
          exit: 4,
          stderr: expect.stringContaining(`the connection to ${on} was lost`),
        });
        expect(stderr).toContain(`netlab down <lab> --on ${on}`);
      }
      const down = await netlab('down', lab);
      expect(down, `after ${delay} ms`).toMatchObject({ exit: 0, stderr: '' });
      expect(await leftovers()).toEqual(nothing);
    }
    expect(lost).toBeGreaterThan(1);
  });

  it('makes a connection anew when the one that verbs share breaks without a word', async () => {
    const { folder } = server;
    expect(await netlab('up', 'veth-pair')).toMatchObject({ exit: 0 });
    // A prefix of the agent's command there. It kills its ssh server, some parents up, once.
    server.program(
      'id',
      `echo >> ${folder}/asked
if [ ! -e ${folder}/cut ]; then
  : > ${folder}/cut
  p=$PPID
  until grep -q sshd /proc/$p/comm; do read -r _ _ _ p _ < /proc/$p/stat; done
  kill -KILL $p
fi
exec /usr/bin/id "$@"`,
    );
    expect(await netlab('down', 'veth-pair')).toMatchObject({ exit: 0, stderr: '' });
    expect(readFileSync(`${folder}/asked`, 'utf8')).toBe('\n\n');
    rmSync(`${folder}/there`, { recursive: true });
  });

  it('works rootless where the user over there cannot be root', async () => {
    const guest = user(23454);
    server.admit(name(guest));
    const asGuest = (...words: readonly string[]) =>
      ended(begin([], [...words, '--on', 'ssh://guest'], server.env));
    expect(await asGuest('up', 'veth-pair')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('next: netlab verify --on ssh://guest veth-pair'),
    });
    expect(await asGuest('verify', 'veth-pair')).toMatchObject({ exit: 0 });
    const exec = ['exec', '--on', 'ssh://guest', 'veth-pair', 'red', '--', 'sh', '-c', 'cat; exit 6'];
    expect(await ended(begin([], exec, server.env), 'input\n')).toMatchObject({ exit: 6, stdout: 'input\n' });
    expect(await asGuest('down', 'veth-pair')).toMatchObject({ exit: 0, stderr: '' });
    await nothingLeft(guest, (line) => !/sshd:/.test(line));
    expect(existsSync('/tmp/netlab-23454')).toBe(false);
    expect(await leftovers()).toEqual(nothing);
  });

  it.each([
    ['a host that is not up', 'ssh://127.0.0.1:2', 'Connection refused'],
    ['a key that is refused', 'ssh://refused', 'ssh-copy-id refused'],
    ['a host that was never seen', 'ssh://unknown', 'look at the key'],
    ['a name that nobody knows', 'ssh://nobody.invalid', 'its name could not be resolved'],
  ])('says what to do about %s', async (_, place, words) => {
    const said = await ended(begin([], ['up', lab], { ...server.env, NETLAB_ON: place }));
    expect(said).toMatchObject({ exit: 3, stderr: expect.stringContaining(words) });
    expect(await leftovers()).toEqual(nothing);
  });
});
