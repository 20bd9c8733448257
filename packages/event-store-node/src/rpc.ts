import type { Logger } from 'pino';
import type { Call } from './grpc/call.js';
import type { Handler } from './grpc/server.js';
import { CallError, status } from './grpc/status.js';
import { LogUnavailable } from './log/log-writer.js';
import { Outlet } from './protocol/outlet.js';

/** What the protocol's generated definitions say of a method, as far as it is used here. */
export type Method = {
  readonly path: string;
  readonly requestDeserialize: (bytes: Buffer) => unknown;
  readonly responseSerialize: (response: never) => Buffer;
};

type Answering = (call: Call, method: Method) => void;

/** A service and what answers its methods: methods without a handler are unimplemented. */
export type Service = {
  readonly definition: Readonly<Record<string, Method>>;
  readonly handlers: Readonly<Record<string, Answering>>;
};

/** What a call says of itself, by names in lower case. */
export type Header = (name: string) => string | undefined;

/** The requests of one call as they come, and the answer to all of them. What either throws is how the call ends. */
export type Collection<Request, Response> = {
  take(request: Request): void;
  answer(): Promise<Response>;
};

/** The requests of a call that goes on in both directions, and what else it says of itself. */
export type Conversation<Request> = {
  readonly requests: AsyncIterable<Request>;
  readonly header: Header;
};

/** Makes handlers of async functions: what these throw is how the call ends. */
export class Rpc {
  constructor(private readonly logger: Logger) {}

  unary<Request, Response>(answer: (request: Request, header: Header) => Promise<Response> | Response): Answering {
    return this.collecting<Request, Response>((header) => {
      let only: { request: Request } | undefined;
      return {
        take: (request) => (only = { request }),
        answer: async () => {
          if (!only) throw new CallError(status.INTERNAL, 'The call ended without its request.');
          return answer(only.request, header);
        },
      };
    });
  }

  /** Many requests, one answer. */
  collecting<Request, Response>(begin: (header: Header) => Collection<Request, Response>): Answering {
    return (call, method) => {
      const collection = begin((name) => call.header(name));
      let refusal: { error: unknown } | undefined;
      // Told at the end: a client that is still sending may not hear the reason, only that the call is over.
      const message = (bytes: Buffer) => {
        try {
          if (!refusal) collection.take(parsed<Request>(method, bytes));
        } catch (error) {
          refusal = { error };
        }
      };
      const answer = async () => {
        if (refusal) throw refusal.error;
        return collection.answer();
      };
      const end = () => {
        answer().then(
          (response) => call.finish(method.responseSerialize(response as never)),
          (error: unknown) => call.fail(this.told(error)),
        );
      };
      call.listen({ message, end });
    };
  }

  /** One request, many encoded answers. */
  serving<Request>(serve: (request: Request, outlet: Outlet) => Promise<void>): Answering {
    return (call, method) => {
      let request: Request | undefined;
      const message = (bytes: Buffer) => (request ??= parsed<Request>(method, bytes));
      const end = () => {
        if (request === undefined) throw new CallError(status.INTERNAL, 'The call ended without its request.');
        void this.served(call, serve(request, new Outlet(call)));
      };
      call.listen({ message, end });
    };
  }

  /** Many requests, many encoded answers. */
  conversing<Request>(converse: (conversation: Conversation<Request>, outlet: Outlet) => Promise<void>): Answering {
    return (call, method) => {
      const requests = parsedEach<Request>(call, method);
      const header = (name: string) => call.header(name);
      void this.served(call, converse({ requests, header }, new Outlet(call)));
    };
  }

  private async served(call: Call, work: Promise<void>): Promise<void> {
    try {
      await work;
      call.finish();
    } catch (error) {
      call.fail(this.told(error));
    }
  }

  private told(error: unknown): CallError {
    if (error instanceof CallError) return error;
    const details = error instanceof Error ? error.message : String(error);
    // Whether a write under way is in the log nobody knows: clients ask again with the same ids.
    if (!(error instanceof LogUnavailable)) this.logger.error({ err: error }, 'a call failed');
    return new CallError(status.UNAVAILABLE, details);
  }
}

const parsed = <Request>(method: Method, bytes: Buffer): Request => {
  try {
    return method.requestDeserialize(bytes) as Request;
  } catch (error) {
    throw new CallError(status.INTERNAL, `Error deserializing request: ${(error as Error).message}`);
  }
};

async function* parsedEach<Request>(call: Call, method: Method): AsyncGenerator<Request, void, undefined> {
  for await (const bytes of call.requests()) yield parsed<Request>(method, bytes);
}

/** Handlers by the path of their method. */
export const handlersOf = (services: readonly Service[]): Map<string, Handler> => {
  const handlers = new Map<string, Handler>();
  for (const { definition, handlers: answering } of services) {
    for (const [name, answer] of Object.entries(answering)) {
      const method = definition[name]!;
      handlers.set(method.path, (call) => answer(call, method));
    }
  }
  return handlers;
};
