import {
  Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type UntypedHandleCall,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import type { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import { LogUnavailable } from './log/log-writer.js';
import { Outlet } from './protocol/outlet.js';
import { Refusal } from './protocol/refusal.js';

/** A service and what answers its methods: methods without a handler are unimplemented. */
export type Service = {
  readonly definition: ServiceDefinition;
  readonly handlers: Readonly<Record<string, UntypedHandleCall>>;
};

/** The requests of one call as they come, and the answer to all of them. What either throws is how the call ends. */
export type Collection<Request, Response> = {
  take(request: Request): void;
  answer(): Promise<Response>;
};

/** Makes gRPC handlers of async functions: what these throw is how the call ends. */
export class Rpc {
  constructor(private readonly logger: Logger) {}

  unary<Request, Response>(answer: (request: Request) => Promise<Response> | Response): UntypedHandleCall {
    return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
      void this.answered(async () => answer(call.request), callback);
    };
  }

  /** Many requests, one answer. Listening to the call costs half of what iterating over it does. */
  collecting<Request, Response>(begin: () => Collection<Request, Response>): UntypedHandleCall {
    return (call: ServerReadableStream<Request, Response>, callback: sendUnaryData<Response>) => {
      const collection = begin();
      let refusal: unknown;
      // Told at the end: a client that is still sending may not hear the reason, only that the call is over.
      const take = (request: Request) => {
        try {
          if (refusal === undefined) collection.take(request);
        } catch (error) {
          refusal = error;
        }
      };
      call.on('data', take);
      call.on('error', (error) => callback(this.statusOf(error)));
      call.on('end', () => {
        if (refusal === undefined) void this.answered(() => collection.answer(), callback);
        else callback(this.statusOf(refusal));
      });
    };
  }

  /** One request, many encoded answers. */
  serving<Request>(serve: (request: Request, outlet: Outlet, metadata: Metadata) => Promise<void>): UntypedHandleCall {
    return (call: ServerWritableStream<Request, Buffer>) => {
      const outlet = new Outlet(call as ServerWritableStream<never, Buffer>);
      void this.served(call, () => serve(call.request, outlet, call.metadata));
    };
  }

  /** Many requests, many encoded answers. */
  conversing<Request>(
    converse: (requests: AsyncIterable<Request>, outlet: Outlet) => Promise<void>,
  ): UntypedHandleCall {
    return (call: ServerDuplexStream<Request, Buffer>) => {
      const outlet = new Outlet(call as ServerDuplexStream<never, Buffer>);
      void this.served(call, () =>
        converse(call.iterator({ destroyOnReturn: false }) as AsyncIterable<Request>, outlet),
      );
    };
  }

  private async answered<Response>(work: () => Promise<Response>, callback: sendUnaryData<Response>): Promise<void> {
    try {
      callback(null, await work());
    } catch (error) {
      callback(this.statusOf(error));
    }
  }

  private async served(call: EventEmitter & { end(): void }, work: () => Promise<void>) {
    try {
      await work();
      call.end();
    } catch (error) {
      call.emit('error', this.statusOf(error));
    }
  }

  private statusOf(error: unknown): { code: status; details: string; metadata: Metadata } {
    if (error instanceof Refusal) return error;
    const details = error instanceof Error ? error.message : String(error);
    // Whether a write under way is in the log nobody knows: clients ask again with the same ids.
    if (error instanceof LogUnavailable) return { code: status.UNAVAILABLE, details, metadata: new Metadata() };
    this.logger.error({ err: error }, 'a call failed');
    return { code: status.UNAVAILABLE, details, metadata: new Metadata() };
  }
}

/** The same definition for handlers that answer with messages encoded already. */
export const encodedResponses = (definition: ServiceDefinition, ...methods: string[]): ServiceDefinition => ({
  ...definition,
  ...Object.fromEntries(
    methods.map((name) => [name, { ...definition[name]!, responseSerialize: (message: Buffer) => message }]),
  ),
});
