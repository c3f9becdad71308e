/** The parts of JSON Schema that labs use, and what hides behind its references. */
export interface Node {
  readonly $ref?: string;
  readonly title?: string;
  /** The JSON Schema for an editor. */
  readonly editor?: Node;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
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

/** A node's own keywords precede its reference. The description of `null` is printed once for all. */
export const follower = (root: Node): Follow => {
  const follow: Follow = (node = {}) => {
    const { $ref = node.editor?.$ref, anyOf, editor: _, ...own } = node;
    const [value, nothing] = anyOf ?? [];
    if ($ref !== undefined) return { ...follow(root.$defs?.[$ref.split('/').at(-1)!]), ...own };
    if (value && anyOf?.length === 2 && nothing?.type === 'null') return { ...follow(value), ...own };
    return node;
  };
  return follow;
};

export const branches = (node: Node): readonly Node[] => node.oneOf ?? node.anyOf ?? [];
