import { Injectable } from '@nestjs/common';
import { type Position, RevisionConflict } from '../../event-store/event-log.js';
import { type DownloadCommand } from '../domain/commands.js';
import { decide } from '../domain/decide.js';
import { type DownloadEvent } from '../domain/events.js';
import { StreamRepository } from './stream-repository.js';
import { StreamDirectory } from './stream-directory.js';

/** What a command came to. `position` is null when nothing new happened. */
export type Decision = { downloadId: string; position: Position | null; stream: string };

type AboutOneDownload = Extract<DownloadCommand, { downloadId: string }>;

/** Loads, decides, appends at the revision that was read, and starts over when somebody else was faster. */
@Injectable()
export class DecisionRunner {
  constructor(
    private readonly streams: StreamRepository,
    private readonly directory: StreamDirectory,
  ) {}

  /** What `run` would append, without doing it. @throws Refused */
  async foresee(command: AboutOneDownload): Promise<DownloadEvent[]> {
    const stream = await this.directory.streamOf(command.downloadId);
    const { state } = await this.streams.loadItem(stream);
    return decide(command, state);
  }

  /** @throws Refused */
  async run(command: AboutOneDownload): Promise<Decision> {
    const { downloadId } = command;
    const stream = await this.directory.streamOf(downloadId);
    for (;;) {
      const { state, revision } = await this.streams.loadItem(stream);
      const events = decide(command, state);
      if (events.length === 0) return { downloadId, position: null, stream };
      try {
        const { position } = await this.streams.append(stream, events, revision, command.cause);
        return { downloadId, position, stream };
      } catch (error) {
        if (!(error instanceof RevisionConflict)) throw error;
      }
    }
  }
}
