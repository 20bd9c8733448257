import streams from '@eventstore/db-client/generated/streams_pb.js';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  credentials,
  makeClientConstructor,
  Metadata,
  Server,
  ServerCredentials,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { once } from 'node:events';

/*
 * Takes the answers to a read of $all from the node named in its argument, and serves them from memory to whoever asks
 * for a number of events: what a client reads from here, it can read no faster from anywhere.
 */
const RECORDED = 10_000;

const question = (): streams.ReadReq => {
  const { Options } = streams.ReadReq;
  const all = new Options.AllOptions().setStart(new shared.Empty());
  const options = new Options().setAll(all).setCount(String(RECORDED)).setNoFilter(new shared.Empty());
  options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()));
  return new streams.ReadReq().setOptions(options);
};

const definition = grpc.StreamsService.read;
const raw = {
  ...definition,
  responseSerialize: (message: Buffer) => message,
  responseDeserialize: (message: Buffer) => message,
};

const record = async (url: string): Promise<Buffer[]> => {
  const Client = makeClientConstructor({ read: raw }, 'Streams');
  const { host, searchParams } = new URL(url);
  const client = new Client(host, credentials.createInsecure());
  const metadata = new Metadata();
  metadata.set('connection-name', searchParams.get('connectionName') ?? '');
  const read = client['read'] as (request: streams.ReadReq, metadata: Metadata) => AsyncIterable<Buffer>;
  const frames: Buffer[] = [];
  for await (const frame of read.call(client, question(), metadata)) frames.push(Buffer.from(frame));
  client.close();
  return frames;
};

const frames = await record(process.argv[2]!);
const server = new Server({ 'grpc.max_send_message_length': -1 });
const serve = async (call: ServerWritableStream<streams.ReadReq, Buffer>): Promise<void> => {
  const count = Number(call.request.getOptions()!.getCount());
  for (let i = 0; i < count; i++) {
    if (!call.write(frames[i % frames.length]!)) await once(call, 'drain');
  }
  call.end();
};
server.addService({ read: raw } as never, {
  read: (call: ServerWritableStream<streams.ReadReq, Buffer>) => void serve(call),
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.send!(`esdb://127.0.0.1:${port}?tls=false`);
});
process.on('disconnect', () => process.exit());
