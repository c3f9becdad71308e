/** The parts of JSON Schema that labs use, and what hides behind its references. */
export interface Node {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Node;
  readonly additionalProperties?: Node | false;
  readonly $defs?: Readonly<Record<string, Node>>;
}

export type Follow = (node: Node | undefined) => Node;

/** What a node says itself goes before what it refers to. */
export const follower = (root: Node): Follow => {
  const follow: Follow = (node = {}) => {
    if (node.$ref === undefined) return node;
    const { $ref, ...own } = node;
    return { ...follow(root.$defs?.[$ref.split('/').at(-1)!]), ...own };
  };
  return follow;
};

export const branches = (node: Node): readonly Node[] => node.oneOf ?? node.anyOf ?? [];
