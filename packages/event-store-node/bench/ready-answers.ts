import shared from '@eventstore/db-client/generated/shared_pb.js';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, makeClientConstructor, Metadata } from '@grpc/grpc-js';
import pino from 'pino';
import { GrpcServer } from '../src/grpc/server.js';
import { handlersOf, Rpc } from '../src/rpc.js';

/*
 * Takes the answers to a read of $all from the node named in its argument, and serves them from memory to whoever asks
 * for a number of events; an append it answers at once, and forgets. What a client does in a second with this server,
 * it can do no faster with any other.
 */
const RECORDED = 10_000;
const { AppendResp, ReadReq } = streams;

const question = (): streams.ReadReq => {
  const all = new ReadReq.Options.AllOptions().setStart(new shared.Empty());
  const options = new ReadReq.Options().setAll(all).setCount(String(RECORDED)).setNoFilter(new shared.Empty());
  options.setUuidOption(new ReadReq.Options.UUIDOption().setString(new shared.Empty()));
  return new ReadReq().setOptions(options);
};

const record = async (url: string): Promise<Buffer[]> => {
  const read = { ...grpc.StreamsService.read, responseDeserialize: (message: Buffer) => message };
  const Client = makeClientConstructor({ read } as never, 'Streams');
  const { host, searchParams } = new URL(url);
  const client = new Client(host, credentials.createInsecure());
  const metadata = new Metadata();
  metadata.set('connection-name', searchParams.get('connectionName') ?? '');
  const call = client['read'] as (request: streams.ReadReq, metadata: Metadata) => AsyncIterable<Buffer>;
  const frames: Buffer[] = [];
  for await (const frame of call.call(client, question(), metadata)) frames.push(Buffer.from(frame));
  client.close();
  return frames;
};

const position = new AppendResp.Position().setCommitPosition('1').setPreparePosition('1');
const written = new AppendResp().setSuccess(new AppendResp.Success().setCurrentRevision('1').setPosition(position));
const frames = await record(process.argv[2]!);
const rpc = new Rpc(pino({ level: 'silent' }));
const service = {
  definition: grpc.StreamsService,
  handlers: {
    read: rpc.serving(async (request: streams.ReadReq, outlet) => {
      for (let left = Number(request.getOptions()!.getCount()); left > 0; left -= frames.length) {
        await outlet.sendAll(frames.slice(0, left));
      }
    }),
    append: rpc.collecting(() => ({ take: () => undefined, answer: async () => written })),
  },
};
const port = await new GrpcServer({ handlers: handlersOf([service]) }).listen('127.0.0.1', 0);
process.send!(`esdb://127.0.0.1:${port}?tls=false`);
process.on('disconnect', () => process.exit());
