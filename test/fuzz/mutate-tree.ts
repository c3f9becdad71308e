/** Changes to a lab's tree: what comes out is YAML, and often nearly a lab. */
import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { hostile } from './hostile.ts';
import type { Draw } from './seed.ts';

/** A value, and the list or pair that it can be replaced in. */
interface Spot {
  readonly value: Node;
  readonly parent: YAMLSeq | Pair;
  /** In a sequence. */
  readonly at: number;
  /** The collection that the item is removed from, or doubled in. */
  readonly list: YAMLSeq | YAMLMap;
  readonly item: unknown;
}

function spots(document: Document): readonly Spot[] {
  const found: Spot[] = [];
  visit(document, {
    Map(_, map) {
      for (const pair of map.items)
        found.push({ value: pair.value as Node, parent: pair, at: 0, list: map, item: pair });
    },
    Seq(_, seq) {
      seq.items.forEach((item, at) => {
        found.push({ value: item as Node, parent: seq, at, list: seq, item });
      });
    },
  });
  return found;
}

const put = ({ parent, at }: Spot, value: unknown): void => {
  if (isPair(parent)) parent.value = value;
  else parent.items[at] = value;
};

const copy = <T>(value: T): T =>
  value !== null && typeof value === 'object' && 'clone' in value && typeof value.clone === 'function'
    ? (value.clone() as T)
    : value;

const scalar = (text: string, draw: Draw): Scalar => {
  const made = new Scalar(text);
  made.type = draw.pick(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL']);
  return made;
};

function deep(draw: Draw): Node {
  let made: Node = scalar('x', draw);
  for (let left = draw.pick([3, 30, 300]); left > 0; left--) {
    const outer: YAMLSeq | YAMLMap = draw.chance(0.5) ? new YAMLSeq() : new YAMLMap();
    if (outer instanceof YAMLSeq) outer.items.push(made);
    else outer.items.push(new Pair(scalar(draw.pick(['a', 'nodes', '0']), draw), made));
    made = outer;
  }
  return made;
}

function many(value: Node, draw: Draw): Node {
  const list = new YAMLSeq();
  for (let left = draw.pick([2, 20, 200]); left > 0; left--) list.items.push(copy(value));
  return list;
}

type Change = (all: readonly Spot[], draw: Draw, other: readonly Spot[]) => void;

const remove: Change = (all, draw) => {
  const { list, item } = draw.pick(all);
  list.items.splice(list.items.indexOf(item as never), 1);
};

const changes: readonly Change[] = [
  remove,
  (all, draw) => {
    const { list, item } = draw.pick(all);
    const twin = copy(item);
    if (isPair(twin) && draw.chance(0.7)) twin.key = scalar(`${String((twin.key as Scalar).value)}2`, draw);
    list.items.push(twin as never);
  },
  (all, draw) => {
    const [one, other] = [draw.pick(all), draw.pick(all)];
    const value = copy(one.value);
    put(one, copy(other.value));
    put(other, value);
  },
  (all, draw) => put(draw.pick(all), scalar(draw.pick(hostile), draw)),
  (all, draw) => {
    const leaves = all.filter(({ value }) => isScalar(value));
    if (leaves.length > 0) put(draw.pick(leaves), scalar(draw.pick(hostile), draw));
  },
  (all, draw) => put(draw.pick(all), copy(draw.pick(all).value)),
  (all, draw, other) => put(draw.pick(all), copy(draw.pick(other).value)),
  (all, draw, other) => {
    const { list } = draw.pick(all);
    const more = other.filter((one) => isMap(one.list) === isMap(list));
    if (more.length > 0) list.items.push(copy(draw.pick(more).item) as never);
  },
  (all, draw) => {
    const pairs = all.filter(({ parent }) => isPair(parent));
    if (pairs.length > 0) (draw.pick(pairs).parent as Pair).key = scalar(draw.pick(hostile), draw);
  },
  (all, draw) => put(draw.pick(all), deep(draw)),
  (all, draw) => {
    const spot = draw.pick(all);
    put(spot, many(spot.value, draw));
  },
  (all, draw) => put(draw.pick(all), draw.chance(0.5) ? new YAMLSeq() : new YAMLMap()),
  (all, draw) => {
    const spot = draw.pick(all);
    if (!isCollection(spot.value)) return;
    (spot.value as YAMLMap).tag = draw.pick(['!!set', '!!omap', '!x', '!!str']);
  },
];

/** The word that an `about` of this kind holds, in lines of its own. */
export const mark = 'NETLABABOUT';
const abouts = [
  `x\n${mark} /x`,
  `x\r${mark} /x`,
  `$(${mark})\n\`${mark}\``,
  `'\n${mark} '`,
  `\u2028${mark}`,
  `a\u0085${mark}`,
];

/** Gives some of the lab an `about` that a script must not run. */
function tellAbout(document: Document, draw: Draw): void {
  const maps: YAMLMap[] = [];
  visit(document, {
    Map(_, map) {
      maps.push(map);
    },
  });
  const about = () => {
    const value = new Scalar(draw.pick(abouts));
    value.type = 'QUOTE_DOUBLE';
    return value;
  };
  const plain = (key: unknown) => isScalar(key) && key.value === 'about';
  // Where one is allowed there mostly is one already, in some lab; the rest of the maps get theirs by chance.
  for (const map of maps) {
    const before = map.items.find(({ key }) => plain(key));
    if (before) before.value = about();
    else if (draw.chance(2 / maps.length)) map.items.push(new Pair(new Scalar('about'), about()));
  }
}

const known = new Map<string, Document>();

function parsed(text: string): Document {
  const found = known.get(text) ?? parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  known.set(text, found);
  return found;
}

export interface Made {
  readonly text: string;
  /** Every `about` of it came last: no other value holds their words. */
  readonly marked: boolean;
}

export function mutateTree(text: string, draw: Draw, corpus: readonly string[]): Made {
  const document = parsed(text).clone();
  const other = spots(parsed(draw.pick(corpus)));
  for (let left = draw.below(4); left > 0; left--) {
    const all = spots(document);
    if (all.length > 0 && other.length > 0) draw.pick(changes)(all, draw, other);
  }
  const marked = draw.chance(0.4);
  if (marked) tellAbout(document, draw);
  try {
    return { text: document.toString(), marked };
  } catch {
    // The library cannot write every tree: an alias to what is gone, a map without keys.
    return { text, marked: false };
  }
}
