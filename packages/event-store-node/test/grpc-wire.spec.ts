import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { gzipSync } from 'node:zlib';
import { framed, MessageReader } from '../src/grpc/messages.js';
import { type RunningNode, startNode } from '../src/node.js';
import { type FreshDatabase, freshDatabase } from './support/databases.js';

const { AppendReq, BatchAppendReq, BatchAppendResp } = streams;
const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';
const APPEND = '/event_store.client.streams.Streams/Append';
const HEADERS = { ':method': 'POST', 'content-type': 'application/grpc', te: 'trailers' };

const optionsOf = (stream: string): Buffer => {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new AppendReq.Options().setStreamIdentifier(identifier).setAny(new shared.Empty());
  return Buffer.from(new AppendReq().setOptions(options).serializeBinary());
};
const event = (size = 10): Buffer => {
  const message = new AppendReq.ProposedMessage().setId(new shared.UUID().setString(randomUUID()));
  message.setData(Buffer.alloc(size, 'x'));
  message.getMetadataMap().set('type', 'Sent').set('content-type', 'application/octet-stream');
  return Buffer.from(new AppendReq().setProposedMessage(message).serializeBinary());
};

/** One part of an append; the first one has its options. */
const part = (correlation: string, is: { stream?: string; deadline?: Date; final?: boolean }): Buffer => {
  const request = new BatchAppendReq().setCorrelationId(new shared.UUID().setString(correlation));
  if (is.stream) {
    const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(is.stream));
    const options = new BatchAppendReq.Options().setStreamIdentifier(identifier).setAny(new empty.Empty());
    if (is.deadline) options.setDeadline(timestamp.Timestamp.fromDate(is.deadline));
    request.setOptions(options);
  }
  const message = new BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(randomUUID()));
  message.getMetadataMap().set('type', 'Sent').set('content-type', 'application/octet-stream');
  request.setProposedMessagesList([message]).setIsFinal(is.final ?? false);
  return Buffer.from(request.serializeBinary());
};
const batchAnswers = (body: Buffer) =>
  new MessageReader(undefined, 1_000_000).take(body).map((message) => {
    const answer = BatchAppendResp.deserializeBinary(message);
    const error = answer.getError();
    return [answer.getCorrelationId()?.getString(), error ? [error.getCode(), error.getMessage()] : 'written'];
  });

type Ended = { httpStatus: number; code: string | undefined; message: string | undefined; body: Buffer };

/** What the client library never sends, sent by hand. Only the embedded node can be asked what came of it. */
(process.env.EVENTSTORE_URL ? describe.skip : describe)('gRPC on the wire', () => {
  let database: FreshDatabase;
  let node: RunningNode;
  let session: ClientHttp2Session;
  beforeAll(async () => {
    database = await freshDatabase();
    node = await startNode({ databaseUrl: database.url });
    session = connect(`http://127.0.0.1:${node.port}`, { maxSessionMemory: 100 });
    session.on('error', () => undefined);
    await once(session, 'connect');
  });
  afterAll(async () => {
    session?.destroy();
    await node?.close();
    await database?.drop();
  });

  const call = (headers: Record<string, string> = {}, path = APPEND): ClientHttp2Stream => {
    const stream = session.request({ ...HEADERS, ':path': path, ...headers });
    stream.on('error', () => undefined);
    return stream;
  };
  const ended = async (stream: ClientHttp2Stream): Promise<Ended> => {
    const of: Record<string, unknown> = {};
    const chunks: Buffer[] = [];
    stream.on('response', (headers) => Object.assign(of, headers));
    stream.on('trailers', (headers) => Object.assign(of, headers));
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(stream, 'close');
    return {
      httpStatus: Number(of[':status']),
      code: of['grpc-status'] as string | undefined,
      message: of['grpc-message'] as string | undefined,
      body: Buffer.concat(chunks),
    };
  };
  const sent = (body: Buffer, headers: Record<string, string> = {}, path = APPEND): Promise<Ended> => {
    const stream = call(headers, path);
    stream.end(body);
    return ended(stream);
  };
  const countOf = async (stream: string): Promise<number> => {
    const { rows } = await node.log.query<{ n: number }>(
      'select count(*)::int n from event_store.events where stream = $1',
      [stream],
    );
    return rows[0]!.n;
  };
  /** Comes after whatever was sent before it on the same connection. */
  const another = async () => expect((await sent(framed([optionsOf('another'), event()]))).code).toBe('0');

  it('takes an append whose bytes come one by one', async () => {
    const stream = call();
    const answer = ended(stream);
    for (const byte of framed([optionsOf('bytewise'), event(), event()])) stream.write(Buffer.of(byte));
    stream.end();
    expect(await answer).toMatchObject({ httpStatus: 200, code: '0' });
    expect(await countOf('bytewise')).toBe(2);
  });

  it('takes compressed messages', async () => {
    const body = [optionsOf('packed'), event()].map((message) => {
      const packed = framed([gzipSync(message)]);
      packed[0] = 1;
      return packed;
    });
    expect(await sent(Buffer.concat(body), { 'grpc-encoding': 'gzip' })).toMatchObject({ code: '0' });
    expect(await countOf('packed')).toBe(1);
  });

  it.each([
    ['with an error', new Error('broken off')],
    // The server is told the end of the requests then too, by node:http2 alone.
    ['without an error', undefined],
  ])('writes nothing of an append that is reset %s before its end', async (how, reason) => {
    const stream = call();
    stream.write(framed([optionsOf(`reset ${how}`), event()]));
    await another();
    stream.destroy(reason);
    await once(stream, 'close').catch(() => undefined);
    await another();
    expect(await countOf(`reset ${how}`)).toBe(0);
  });

  it('writes nothing of an append whose connection breaks before its end', async () => {
    const other = connect(`http://127.0.0.1:${node.port}`);
    other.on('error', () => undefined);
    const stream = other.request({ ...HEADERS, ':path': APPEND });
    stream.on('error', () => undefined);
    stream.write(framed([optionsOf('cut off'), event()]));
    await once(other, 'connect');
    await new Promise<void>((resolve, reject) => {
      other.ping((error) => (error ? reject(error) : resolve()));
    });
    other.destroy();
    await another();
    expect(await countOf('cut off')).toBe(0);
  });

  it('refuses an append whose last message is incomplete', async () => {
    const body = framed([optionsOf('incomplete'), event()]);
    expect(await sent(body.subarray(0, -1))).toMatchObject({ httpStatus: 200, code: '13' });
    expect(await countOf('incomplete')).toBe(0);
  });

  it('refuses a message larger than any append may be, and goes on with the other calls of the connection', async () => {
    const stream = call();
    const answer = ended(stream);
    const prefix = Buffer.from([0, 0, 0, 0, 0]);
    prefix.writeUInt32BE(18 * 1024 * 1024, 1);
    stream.write(framed([optionsOf('too large')]));
    stream.end(Buffer.concat([prefix, Buffer.alloc(18 * 1024 * 1024)]));
    expect(await answer).toMatchObject({ httpStatus: 200, code: '8' });
    expect(await countOf('too large')).toBe(0);
    await another();
  });

  it('gives up an append of a BatchAppend whose deadline comes before its last part, and goes on with the others', async () => {
    const soon = new Date(Date.now() + 50);
    const [past, slow, timely] = [randomUUID(), randomUUID(), randomUUID()];
    const stream = call({}, BATCH_APPEND);
    const answer = ended(stream);
    stream.write(framed([part(past, { stream: 'too late', deadline: new Date(Date.now() - 1), final: true })]));
    stream.write(framed([part(slow, { stream: 'too slow', deadline: soon })]));
    const first = new Promise((resolve) => stream.once('data', resolve));
    await first;
    while (Date.now() <= soon.getTime() + 20) await another();
    stream.write(framed([part(slow, { final: true })]));
    stream.end(framed([part(timely, { stream: 'timely', deadline: new Date(Date.now() + 60_000), final: true })]));
    expect(batchAnswers((await answer).body)).toEqual([
      [past, [4, 'Timeout']],
      [slow, [4, 'Timeout']],
      [timely, 'written'],
    ]);
    expect([await countOf('too late'), await countOf('too slow'), await countOf('timely')]).toEqual([0, 0, 1]);
  });

  it('says that it does not know a method, and what is no gRPC at all', async () => {
    expect(await sent(framed([]), {}, '/event_store.client.streams.Streams/Forget')).toMatchObject({ code: '12' });
    expect(await sent(Buffer.from('{}'), { 'content-type': 'application/json' })).toMatchObject({ httpStatus: 415 });
  });

  it.each([
    ['/health/live', 204, undefined],
    ['/ping', 200, { text: 'Ping request successfully handled' }],
    ['/info', 200, { esVersion: expect.stringMatching(/^23\.10\./), state: 'leader' }],
    ['/gossip', 200, { members: [{ state: 'Leader', isAlive: true, httpEndPointPort: expect.any(Number) }] }],
    ['/streams', 404, undefined],
  ])('answers HTTP/1.1 on the same port: %s', async (path, httpStatus, body) => {
    const answer = await fetch(`http://127.0.0.1:${node.port}${path}`);
    expect(answer.status).toBe(httpStatus);
    if (body) expect(await answer.json()).toMatchObject(body);
  });

  it('sends the text of an error in percent form', async () => {
    const { code, message } = await sent(framed([Buffer.from([0xff, 0xff])]));
    expect(code).toBe('13');
    expect(decodeURIComponent(message ?? '')).toMatch(/^Error deserializing request: /);
  });
});
