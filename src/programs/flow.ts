/** The client of the tcp, udp and http probes: flow.py, preceded by its HTTP reader. */
import flow from './flow.py';
import httpAnswer from './http-answer.py';

export const flowProgram = `${httpAnswer}\n${flow}`;
