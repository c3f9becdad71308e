/** The client of the tcp, udp and http probes: flow.py, behind the parts that it uses. */
import flow from './flow.py';
import halfOpen from './half-open.py';
import httpAnswer from './http-answer.py';
import httpFlow from './http-flow.py';

export const flowProgram = `${httpAnswer}\n${httpFlow}\n${halfOpen}\n${flow}`;
