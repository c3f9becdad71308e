// The rule by which a mutant counts as caught, on a bench without a network.
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/model/lab.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { CheckResult, Status } from '../../../src/model/report.ts';
import type { Bench, Build } from '../../../src/mutate/bench.ts';
import { mutantsOf } from '../../../src/mutate/mutants.ts';
import { NotClean, runMutants } from '../../../src/mutate/run.ts';
import { type Fate, tryMutant } from '../../../src/mutate/trial.ts';
import { compiled } from '../compiled.ts';

const { plan, lab } = compiled(`
lab: x
nodes: { red: {}, blue: {} }
links: [{ endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [ping: { from: red, to: blue }, ping: { from: blue, to: red }]
`);
const checks = lab.checks;
const mutant = mutantsOf(plan).find(({ id }) => id === 'drop red/up/eth0')!;

const result = (check: Check, status: Status): CheckResult => ({
  ...{ status, saw: status, evidence: [], id: check.id, probe: check.probe, title: check.title },
  ...{ expected: check.expected, source: check.source, attempts: 1, took: 5 },
});

/** Gives the result of each attempt at a check: of the mutant or the reference lab, with a short deadline or the full one. */
type Say = (check: Check, hurried: boolean, twin: boolean) => Status;

function bench(say: Say, refuses = false): Bench & { readonly log: string[] } {
  const log: string[] = [];
  const named = (name: string): Build => ({ plan: { ...plan, lab: name }, checks });
  const isTwin = (one: Plan) => one.lab.includes('twin');
  return {
    log,
    named,
    async up(one) {
      log.push(`up ${one.lab}`);
      return refuses && !isTwin(one) ? { command: 'ip', said: 'no' } : undefined;
    },
    async look(one, some, hurry) {
      const results: CheckResult[] = [];
      for (const check of some) {
        results.push(result(check, say(check, hurry !== undefined, isTwin(one))));
        if (results.at(-1)!.status === 'fail') break;
      }
      return results;
    },
    async down(one) {
      log.push(`down ${one.lab}`);
    },
  };
}

const fateOf = (say: Say, refuses = false): Promise<Fate> => {
  const one = bench(say, refuses);
  const stand = { bench: one, subject: one.named('subject'), twin: one.named('twin'), took: new Map() };
  return tryMutant(mutant, stand);
};

describe('a mutant', () => {
  it('is caught when a check fails with its whole deadline and passes on the twin', async () => {
    const fate = await fateOf((check, _, twin) => (check === checks[1] && !twin ? 'fail' : 'pass'));
    expect(fate).toEqual({ kind: 'caught', by: checks[1]!.id, saw: 'fail' });
  });

  it('survives a check that fails only when it is hurried', async () => {
    expect(await fateOf((_, hurried) => (hurried ? 'fail' : 'pass'))).toEqual({ kind: 'survived' });
  });

  it('is caught by a check that fails only when it is not hurried', async () => {
    const fate = await fateOf((_, hurried, twin) => (hurried || twin ? 'pass' : 'fail'));
    expect(fate.kind).toBe('caught');
  });

  it('is caught by a check behind one that failed once and was not to blame', async () => {
    let firsts = 0;
    const fate = await fateOf((check, hurried, twin) => {
      if (hurried || twin) return 'pass';
      if (check === checks[0]) return firsts++ === 0 ? 'fail' : 'pass';
      return 'fail';
    });
    expect(fate).toEqual({ kind: 'caught', by: checks[1]!.id, saw: 'fail' });
  });

  it('is not caught by a look at what other checks leave there', async () => {
    // red learns blue's MAC by the ping. The reference lab has it since it was first verified.
    const { lab: learning } = compiled(`
lab: x
nodes: { red: {}, blue: {} }
links: [{ endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify:
  - neighbor: { at: red, address: blue, expect: { dev: eth0 } }
  - ping: { from: red, to: blue }
`);
    let learned = false;
    const one = bench((check, _, twin) => {
      if (check.probe === 'ping' && !twin) learned = true;
      return check.probe === 'ping' || twin || learned ? 'pass' : 'fail';
    });
    const build = (name: string): Build => ({ plan: { ...plan, lab: name }, checks: learning.checks });
    const stand = { bench: one, subject: build('subject'), twin: build('twin'), took: new Map() };
    expect(await tryMutant(mutant, stand)).toEqual({ kind: 'survived' });
  });

  it('is not caught by what a place cannot do', async () => {
    expect(await fateOf((_, __, twin) => (twin ? 'pass' : 'skip'))).toEqual({ kind: 'survived' });
  });

  it('says nothing when the check fails on the twin too', async () => {
    await expect(fateOf(() => 'fail')).rejects.toThrow('overloaded');
  });

  it('is asked again when the twin failed once', async () => {
    let twins = 0;
    const fate = await fateOf((_, __, twin) => {
      twins += twin ? 1 : 0;
      return twin && twins > 1 ? 'pass' : 'fail';
    });
    expect(fate.kind).toBe('caught');
  });

  it('that cannot be built is refused', async () => {
    expect(await fateOf(() => 'pass', true)).toEqual({ kind: 'refused', by: { command: 'ip', said: 'no' } });
  });
});

describe('a run', () => {
  const { signal } = new AbortController();
  const ids = new Set(mutantsOf(plan).map(({ id }) => id));
  const options = { lab: 'x', jobs: 3, signal, ids };

  it('tries every mutant once and takes everything down', async () => {
    const one = bench((_, __, twin) => (twin ? 'pass' : 'fail'));
    const { tried } = await runMutants(one, options);
    expect(tried.map(({ mutant: { id } }) => id)).toEqual([...ids]);
    const count = (verb: string) => one.log.filter((entry) => entry.startsWith(verb)).sort();
    expect(count('down').map((entry) => entry.replace('down', 'up'))).toEqual(count('up'));
  });

  it('leaves out checks that this place cannot make, and tells them', async () => {
    const { tried, skipped } = await runMutants(
      bench((check) => (check === checks[0] ? 'skip' : 'pass')),
      options,
    );
    expect(skipped).toEqual([`ping ${checks[0]!.title}`]);
    expect(tried.every(({ fate }) => fate.kind === 'survived')).toBe(true);
  });

  it('tries again alone what the machine was too busy to tell, and gives up when it still is', async () => {
    // A reference lab that fails the first few times after it passed.
    const busyUntil = (looks: number) => {
      let twins = 0;
      return bench((_, __, twin) => {
        if (!twin) return 'fail';
        twins++;
        return twins > 6 && twins <= looks ? 'fail' : 'pass';
      });
    };
    const { tried } = await runMutants(busyUntil(12), options);
    expect(tried.map(({ mutant: { id }, fate }) => `${id} ${fate.kind}`)).toEqual(
      [...ids].map((id) => `${id} caught`),
    );
    await expect(runMutants(busyUntil(10_000), options)).rejects.toThrow('overloaded');
  });

  it('stops where the unmutated lab does not pass, and leaves nothing up', async () => {
    const one = bench(() => 'fail');
    await expect(runMutants(one, options)).rejects.toThrow(NotClean);
    expect(one.log.filter((entry) => entry.startsWith('down')).length).toBe(3);
  });
});
