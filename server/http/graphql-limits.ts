import { type ASTVisitor, GraphQLError, parse, type ParseOptions, type Source, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Most of each in one document. The largest document of the front end has about 300 tokens and 8 aliases. */
const most = { tokens: 2000, aliases: 30, directives: 30, rootFields: 30 };

/** Most bytes of a request's body. */
export const largestBody = 100_000;

/** Messages quote what was sent; beyond this length they are cut. */
export const longestMessage = 1000;

export function shortened(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)} …` : message;
}

/**
 * Refuses documents that are costly to read, before anything runs: too many tokens, aliases, directives or fields at
 * the root. Depth and cost are limited by the schema's builder, which knows what a field costs.
 */
export function limitDocuments(): Plugin {
  return {
    onParse: ({ setParseFn }) => setParseFn(parseLimited),
    onValidate: ({ addValidationRule, setValidationFn, validateFn }) => {
      addValidationRule(limitRule);
      setValidationFn((...parameters: Parameters<typeof validateFn>) =>
        guarded(() => validateFn(...parameters) as unknown),
      );
      return ({ result, setResult }) => {
        const errors = result as readonly GraphQLError[];
        if (errors.some(({ message }) => message.length > longestMessage)) {
          setResult(
            errors.map(({ message, nodes, extensions }) => new GraphQLError(shortened(message), { nodes, extensions })),
          );
        }
      };
    },
  };
}

function parseLimited(source: string | Source, options?: ParseOptions) {
  return guarded(() => {
    try {
      return parse(source, { ...options, maxTokens: most.tokens });
    } catch (error) {
      if (error instanceof GraphQLError && error.message.includes('tokens')) throw tooLarge('tokens', most.tokens);
      throw error;
    }
  });
}

/** Brackets in brackets use up the stack; that is a fault of the document and not of this server. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new GraphQLError('The query is nested too deeply to be read.', badRequest);
    throw error;
  }
}

function limitRule(context: ValidationContext): ASTVisitor {
  const count = { aliases: 0, directives: 0 };
  return {
    Field(node) {
      if (node.alias && ++count.aliases === most.aliases + 1) context.reportError(tooLarge('aliases', most.aliases));
    },
    Directive() {
      if (++count.directives === most.directives + 1) context.reportError(tooLarge('directives', most.directives));
    },
    OperationDefinition({ selectionSet }) {
      if (selectionSet.selections.length > most.rootFields) {
        context.reportError(tooLarge('fields at the root', most.rootFields));
      }
    },
  };
}

const badRequest = { extensions: { code: 'QUERY_TOO_LARGE', http: { spec: true, status: 400 } } };

function tooLarge(what: string, limit: number): GraphQLError {
  return new GraphQLError(
    `The query has too many ${what}; at most ${limit} are served. Split it into several.`,
    badRequest,
  );
}
