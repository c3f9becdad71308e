import { jsonOption, type Verb } from '../verb.ts';

/** The lab that everybody begins with. */
const first = 'flannel-vxlan';

export const doctor: Verb = {
  name: 'doctor',
  args: [],
  about:
    'what this machine has for labs, what is missing and how to get it; exit 3 when flannel-vxlan cannot run',
  options: [jsonOption],
  examples: [['netlab doctor', 'programs, privileges, kernel; changes nothing']],
  async run({ options, out }) {
    const [{ facts }, { local }, { missing }, { labs }, view] = await Promise.all([
      import('../../places/facts.ts'),
      import('../../places/local.ts'),
      import('../../places/missing.ts'),
      import('../labs-here.ts'),
      import('../view/doctor.ts'),
    ]);
    const here = await facts(local, { versions: true, attempts: true });
    const shipped = await labs(undefined, '/', here);
    const requires = shipped.find((lab) => lab.name === first)?.requires ?? { tools: [], kernel: [] };
    const lacks = missing(requires, here);
    if (options.json)
      out.result(JSON.stringify({ ...here, lab: first, missing: lacks, labs: shipped }, null, 2));
    else
      out.result(
        view.doctor(
          { facts: here, labs: shipped, first: { lab: first, missing: lacks } },
          out.paint,
          out.columns,
        ),
      );
    return lacks.length === 0 ? 0 : 3;
  },
};
