import { expect, test } from 'vitest';
import { whyForbidden } from '../../../../src/places/rootless/forbidden.ts';

test.each([
  [
    'namespaces 28 user/max_user_namespaces=0',
    'user.max_user_namespaces is 0',
    'sysctl -w user.max_user_namespaces',
  ],
  ['namespaces 28 user/max_user_namespaces=9', 'used up', 'user.max_user_namespaces'],
  [
    'namespaces 1 kernel/unprivileged_userns_clone=0',
    'unprivileged_userns_clone is 0',
    'unprivileged_userns_clone=1',
  ],
  [
    'namespaces 1 user/max_user_namespaces=9 kernel/apparmor_restrict_unprivileged_userns=1',
    'AppArmor',
    'restrict_unprivileged_userns=0',
  ],
  ['proc 13 kernel/apparmor_restrict_unprivileged_userns=1', 'AppArmor', 'restrict_unprivileged_userns=0'],
  ['namespaces 1 user/max_user_namespaces=9', 'seccomp', 'seccomp=unconfined'],
  ['namespaces 22', 'CONFIG_USER_NS', 'ssh://'],
  ['proc 1', 'covered', 'systempaths=unconfined'],
  ['sys 1', 'covered', 'systempaths=unconfined'],
  ['map 1', 'may not map', '/etc/subuid'],
  ['folder 0', 'another user', 'XDG_RUNTIME_DIR'],
  ['folder 17', 'a file or a link is there', 'XDG_RUNTIME_DIR'],
  ['folder 28', 'the folder cannot be made (ENOSPC)', 'XDG_RUNTIME_DIR'],
  ['inside 11 pid=71', 'no more can be started', 'kill 71'],
  ['system 11', 'no more processes can be started', 'ulimit -u'],
  ['system 24', 'too many files are open', 'ulimit -n'],
  ['system 28', 'no space is left on the device', 'free some space'],
  ['first 0', 'netlab-forbidden first 0', 'sudo'],
])('%s', (said, why, todo) => {
  const obstacle = whyForbidden(`something before\nnetlab-forbidden ${said}\n`, '/run/user/1/netlab');
  expect(obstacle.why).toContain(why);
  expect(obstacle.todo).toContain(todo);
});
