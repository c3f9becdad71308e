import { saySum, sumOf } from '../../engine/test-run/sum.ts';
import { labText } from './lab-text.ts';
import type { Reporter } from './reporter.ts';

/** Of a name: longer ones push what follows. */
const width = 28;

export const lines: Reporter = {
  name: 'lines',
  about: 'plain lines, each lab when it has ended',
  start: (sink) => ({
    event(event) {
      if (event.kind === 'lab') sink.write(labText(event.result, { ...sink, width }));
    },
    end(run) {
      if (run.interrupted)
        sink.write(`${sink.paint.bad('interrupted')}: everything that was up is taken down\n`);
      if (run.evidence) sink.write(`evidence of what failed: ${run.evidence}/\n`);
      sink.write(`${saySum(sumOf(run.labs))}\n`);
    },
  }),
};
