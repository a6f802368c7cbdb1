import { type EntityType, findRelation, typeOf } from '../model.ts';
import type { Expression } from '../request/expression.ts';

/** What must be true each by itself. */
export function conjuncts(expression: Expression): Expression[] {
  return expression.kind === 'and' ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];
}

/** The reverse of `conjuncts`; none = everything fits. */
export function allOf(parts: readonly Expression[]): Expression | undefined {
  const [first, ...others] = parts;
  return first && others.reduce((left, right): Expression => ({ kind: 'and', at: left.at, left, right }), first);
}

/** Whether a path of the expression, which starts at this type, leads along a relation to many entities. */
export function leadsToMany(expression: Expression, type: EntityType): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'any':
      return false;
    case 'path': {
      let at = type;
      for (const segment of expression.segments) {
        const relation = findRelation(at, String(segment));
        if (!relation) return false;
        if (relation.kind !== 'one') return true;
        at = typeOf(relation.target);
      }
      return false;
    }
    default:
      return childrenOf(expression).some((child) => leadsToMany(child, type));
  }
}

/** The expression as it is asked from the other end of a relation; undefined = it speaks of other things too, or of nothing. */
export function seenFrom(relation: string, expression: Expression): Expression | undefined {
  let paths = 0;
  const variables: string[] = [];
  const shorten = (segments: readonly (string | number)[]): (string | number)[] | undefined => {
    const [first, ...rest] = segments;
    if (variables.includes(String(first))) return [...segments];
    if (first !== relation || rest.length === 0) return undefined;
    paths++;
    return rest;
  };
  const visit = (one: Expression): Expression | undefined => {
    switch (one.kind) {
      case 'literal':
        return one;
      case 'path': {
        const segments = shorten(one.segments);
        return segments && { ...one, segments };
      }
      case 'any': {
        const segments = shorten(one.segments);
        variables.push(one.variable);
        const condition = visit(one.condition);
        variables.pop();
        return segments && condition && { ...one, segments, condition };
      }
      default: {
        const children = childrenOf(one).map(visit);
        return children.every((child) => child !== undefined) ? withChildren(one, children) : undefined;
      }
    }
  };
  const seen = visit(expression);
  return paths > 0 ? seen : undefined;
}

type Branch = Exclude<Expression, { kind: 'literal' | 'path' | 'any' }>;

function childrenOf(expression: Branch): Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'negative':
    case 'not':
      return [expression.operand];
    case 'in':
      return [expression.left, ...[expression.list].flat()];
    default:
      return [expression.left, expression.right];
  }
}

/** The same with other children, in the order of `childrenOf`. */
function withChildren(expression: Branch, children: readonly Expression[]): Expression | undefined {
  const [left, right] = children;
  switch (expression.kind) {
    case 'call':
      return { ...expression, args: [...children] };
    case 'negative':
    case 'not':
      return left && { ...expression, operand: left };
    case 'in': {
      const list = Array.isArray(expression.list) ? children.slice(1) : right;
      return left && list && { ...expression, left, list };
    }
    default:
      return left && right && { ...expression, left, right };
  }
}
