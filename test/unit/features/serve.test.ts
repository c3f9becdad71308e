/** The printed commands of `serve` of a node. All of it was run: the kernel takes these words. */
import { expect, test } from 'vitest';
import { red } from '../compiled.ts';

test('serve starts one responder on all its ports, and waits for it', () => {
  expect(red({ serve: ['80/http', '53/udp'] }, 'process/serve').slice(1)).toEqual([
    'ip netns exec x.red python3 -IS /run/netlab/x/program/serve.py --name red 80/http 53/udp > /run/netlab/x/log/red.serve 2>&1 < /dev/null & echo $! > /run/netlab/x/pid/red.serve',
    `timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/x/log/red.serve`,
  ]);
});
