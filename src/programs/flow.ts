/** The client of the tcp, udp and http probes: flow.py, behind the parts that it uses. */
import flow from './flow.py';
import halfOpen from './half-open.py';
import httpAnswer from './http-answer.py';

export const flowProgram = `${httpAnswer}\n${halfOpen}\n${flow}`;
