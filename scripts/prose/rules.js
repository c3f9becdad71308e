// How netlab writes. A rule has a pattern, what to write instead, and sentences that it must find and must leave alone
// (test/unit/architecture/prose.test.ts). `in` limits a rule: `markdown`, or `docs`, which is Markdown outside of labs.
import { code } from './mask.js';
import { longSentences, mostWords } from './sentences.js';

const words = (text) => new RegExp(String.raw`\b(?:${text.replaceAll(' ', String.raw`\s+`)})\b`, 'gi');

/** Who may say, know and want something: people, and texts that people wrote. */
const people = String.raw`who|you|they|we|people|person|user|reader|author|engineer|rfc\s\d+|manual|page|documentation|law`;
const program = String.raw`(?<!\b(?:${people})\s+)(?<![-\w])`;

export const rules = [
  {
    name: 'whoever',
    find: words('whoever|whomever|whosoever'),
    write: 'name who it is: the process, the user, the caller',
    bad: ['Whoever waits for it gets it.'],
    good: ['The caller waits for it.'],
  },
  {
    name: 'somebody',
    find: words("(?:some|every|any)body(?:'s)?"),
    write: 'name who it is: another process, every node, the user',
    bad: ['Somebody has deleted the route.', "Counters are everybody's."],
    good: ['The user nobody owns it.', 'Another process has deleted the route.'],
  },
  {
    name: 'likewise',
    find: words('likewise'),
    write: 'also, or the same way',
    bad: ['The loopback likewise.'],
    good: ['The loopback also has an address.'],
  },
  {
    name: 'besides',
    find: words('besides'),
    write: 'also, or except',
    bad: ['Besides, it has a route.'],
    good: ['The second one runs beside the first.'],
  },
  {
    name: 'so many',
    find: words('so many'),
    write: 'the number itself, or "that many"',
    bad: ['so many of them, chosen by the seed'],
    good: ['It has many routes.'],
  },
  {
    name: 'by need',
    find: words('by need'),
    write: 'on demand',
    bad: ['The VM is started by need.'],
    good: ['The VM is started on demand.'],
  },
  {
    name: 'stands',
    find: words('stands(?! (?:for|alone)\\b)|stood'),
    write: 'is, is written, is set, is in',
    bad: ['The rule stands in the chain FORWARD.', 'The key stood there twice.'],
    good: ['BGP stands for Border Gateway Protocol.', 'The rule is in the chain FORWARD.'],
  },
  {
    name: 'lies',
    find: words('(?<!whole )lies|(?:may|must|can|will|to) lie|lay (?:in|on|under|between|beside)'),
    write: 'is, or is in',
    bad: ['The plan lies beside it.', 'Files may lie under /etc.'],
    good: ['The plan is in the same folder.'],
  },
  {
    name: 'in the place of',
    find: words('in the place of'),
    write: 'instead of, or replaces',
    bad: ['One number in the place of ten.'],
    good: ['One number instead of ten.', 'It runs in a place of the user.'],
  },
  {
    name: 'unless said',
    find: words(
      'unless (?:it is |otherwise )?said(?: otherwise)?|(?:if|when|where) (?:nothing|it) is (?:not )?said',
    ),
    write: 'default: X',
    bad: ['300 s unless said', 'The default where nothing is said.'],
    good: ['Default: 300 s.', 'It fails unless the route exists.'],
  },
  {
    name: 'let go of',
    find: words('lets? go(?: of)?|letting go(?: of)?'),
    write: 'release, close, stop',
    bad: ['The lock is let go of.', 'It lets go of the socket.'],
    good: ['It releases the lock.'],
  },
  {
    name: 'is no X',
    find: /(?<!\bthere\s+)\b(?:is|are|was|were|be)\s+no\b(?!\s+(?:longer|more|less|later|earlier|fewer|larger|smaller)\b|\s*[.,;:)"'])/gi,
    write: '"is not a X", or unknown X "name"',
    bad: ['"vxlna" is no interface type', 'These are no mirror images.', 'A cable is no wire.'],
    good: [
      'There is no route.',
      'There are no routes.',
      'It is no longer than the key.',
      'The default is no.',
    ],
  },
  {
    name: 'asked again',
    find: words('asked? again|asks again|ask yourself'),
    write: 'is retried, is read again, retry by hand',
    bad: ['The probe is asked again.', 'Ask yourself: netlab exec a'],
    good: ['The probe is retried.'],
  },
  {
    name: 'take away',
    find: words('(?:takes?|took|taking|taken)(?: (?:it|them|all|one|this|that))? away(?! from)'),
    write: 'remove, delete',
    bad: ['It is taken away at the end.', 'netlab takes it away.'],
    good: ['netlab deletes the namespace.'],
  },
  {
    name: 'come into being',
    find: words('(?:comes?|came|coming) into being'),
    write: 'is created',
    bad: ['The interfaces come into being through the link.'],
    good: ['The link creates the interfaces.'],
  },
  {
    name: 'coined',
    find: words('twins?|sightings?'),
    write: 'a word of the glossary in ARCHITECTURE.md: control, reference lab; observation, packet seen at',
    bad: ['It passes on its twin.'],
    good: ['Its control passes.'],
  },
  {
    name: 'has not',
    find: /\b(?:has|have|had)\s+(?:not(?=\s*(?:[.,;:)]|$|\0)|\s+(?:an?|the|any|so|it|what|one|all|enough|as)\b)|it\s+not\b)/gi,
    write: 'has no X, does not have, lacks',
    bad: ['Kernel 6.1 has it not.', 'The node has not so many addresses.', 'A host that has not.'],
    good: ['It has not been started.', 'The node has no address.', 'BIRD has not found a peer.'],
  },
  {
    name: 'of no',
    find: words('of no|none of (?:its|their|his) own'),
    write: 'has no X, without X, not of any X',
    bad: ['It is the end of no link.', 'A port has none of its own.', 'A node of no group.'],
    good: ['A port without an address.', 'None of the nodes answers.', 'The loopback has none.'],
  },
  {
    name: 'programs print',
    find: new RegExp(
      String.raw`${program}[\w${code}][\w${code}./-]*(?<!\b(?:${people}))\s+(?:itself\s+)?(?:says|tells|knows|hears|wants|eats|dies|believes|thinks|forgets|understands)\b`,
      'gi',
    ),
    write: 'prints, reports, returns, has, reads, needs, receives, drops, exits',
    bad: [
      'netlab tells which one.',
      'The kernel itself says so.',
      'node1 knows a route.',
      '`ip` says nothing.',
    ],
    good: [
      'RFC 791 says so.',
      'A reader who knows iproute2.',
      'The kernel returns EPERM.',
      'As the manual says.',
      'a -- says nothing',
    ],
  },
  {
    name: 'is told',
    find: words(
      '(?:is|are|was|were|be|been) (?:told|said)|told (?:of|by|how|what|which|when)|died|dead (?:end|man)',
    ),
    write: 'is printed, reported, given, configured; exited, was dropped',
    bad: ['All faults are told at once.', 'The packet died here.', 'It is said in the help.'],
    good: ['All errors are reported.', 'The packet was dropped here.', 'Tell netlab where to run.'],
  },
  {
    name: 'no clause as a subject',
    find: /(?<=(?:^|\0)\s*|[.?!]\s+)(?:What|Who|Whom|Whose|Which)\s(?![^\0.?!]*\?)[^\0.?!]*/g,
    write: 'start with the actor: "X does Y", or with a noun',
    bad: ['What works on one works on each.', 'What a step makes.', 'Whose packet it is decides.'],
    good: ['What does the kernel do?', 'Which route is used?', 'Every command works on every place.'],
  },
  {
    name: 'long sentence',
    in: 'markdown',
    find: longSentences,
    write: `two sentences: at most ${mostWords} words each`,
    bad: [`${'The router forwards the packet and '.repeat(5)}stops.`],
    good: ['The router forwards it. The host answers (a b c d e f g h i j k l m n o p q r s t u v w x y z).'],
  },
  {
    name: 'project history',
    in: 'docs',
    find: words('now|any ?more|formerly|used to (?:be|have|do)|as of yet|until recently'),
    write: 'the present state, without "now"',
    bad: ['netlab now reads IPv6.', 'It is not printed any more.'],
    good: ['netlab reads IPv6.', 'A key that is used to sign packets.'],
  },
  {
    name: 'title',
    in: 'markdown',
    find: /(?<=^|\n)#+[ ](?:What|Whose|Who|Where|When)\s[^\n\0?]*(?=\n|\0|$)/g,
    write: 'a noun phrase or a task',
    bad: ['## What was to be reached\n'],
    good: ['## Goals and results\n', '## Run a lab\n', '## What is a lab?\n'],
  },
];
