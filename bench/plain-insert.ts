import { Body, Controller, type DynamicModule, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { pino } from 'pino';
import { v4 as uuid } from 'uuid';
import { type NewDownload, newDownload } from '../src/downloads/api/download-schemas.js';
import { Drain } from '../src/http/server/drain.js';
import { createHttpServer } from '../src/http/server/http-server.js';
import { SchemaPipe } from '../src/http/schema.pipe.js';
import { oneKey } from '../test/support/one-key.js';

/** What the same HTTP stack does when all it has to do is check the body and insert a row. */
@Controller('api/v1/downloads')
class PlainInsert {
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  @Post()
  async insert(@Body({ schema: newDownload, pipes: [new SchemaPipe()] }) { release, title, content }: NewDownload) {
    const { rows } = await this.pool.query<{ id: string }>(
      'INSERT INTO plain_downloads (id, release, title, content) VALUES ($1, $2, $3, $4) RETURNING *',
      [uuid(), release, title ?? null, content ?? null],
    );
    return rows[0];
  }
}

@Module({})
class PlainModule {
  static with(pool: pg.Pool): DynamicModule {
    return { module: PlainModule, controllers: [PlainInsert], providers: [{ provide: pg.Pool, useValue: pool }] };
  }
}

const pool = new pg.Pool({ connectionString: process.argv[2], max: 16 });
await pool.query(
  'CREATE TABLE plain_downloads (id uuid PRIMARY KEY, release jsonb NOT NULL, title text, content jsonb)',
);
const app = await NestFactory.create<NestFastifyApplication>(
  PlainModule.with(pool),
  createHttpServer({ authentications: oneKey('plain'), drain: new Drain(), log: pino({ level: 'silent' }) }),
  { logger: false, abortOnError: false, bodyParser: false },
);
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit());
process.send!(await app.getUrl());
