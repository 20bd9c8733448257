import { type CommandAnswer } from '../../downloads/api/download-gateway.js';
import { CommandFailed } from '../command-failed.js';
import { print, say } from '../format/terminal.js';
import { nameOf } from '../service/download-ids.js';
import { type ContentOptions, contentOf } from './content-options.js';
import { releaseOf } from './release-argument.js';
import { apiCommand, type ApiOptions, serviceOf } from './api-command.js';
import { watchDownload } from './watch-download.js';

type Options = ApiOptions &
  ContentOptions & {
    title?: string;
    client?: string;
    category?: string;
    priority?: string;
    indexer?: string;
    force?: boolean;
    join?: boolean;
    watch?: boolean;
  };

export const addCommand = () =>
  apiCommand('add')
    .argument('<release>', 'a magnet, an info hash, a link, or a .torrent or .nzb file')
    .description('Asks for a release. Exits 4 when it is on its way, or on disk, already.')
    .option('--movie <id>', 'it is this movie: tmdb:603')
    .option('--show <id>', 'it is of this series: tvdb:81189; all of it without --season')
    .option('--season <number>', 'of the show')
    .option('--episodes <numbers>', 'of the season: 3, 1-4, 1,3')
    .option('--year <year>', 'of the movie')
    .option('--parse', 'takes it for what its name says')
    .option('--title <title>', 'what it is called')
    .option('--client <id>', 'the download client that gets it')
    .option('--category <name>', 'in the client')
    .option('--priority <number>', 'in the client')
    .option('--indexer <name>', 'where it was found')
    .option('--force', 'also when the content is on its way or on disk already')
    .option('--join', 'waits for the one that is on its way already, where there is one')
    .option('--watch', 'shows it until it has ended; exits 1 unless it is complete')
    .action(add);

async function add(release: string, { json, url, watch, ...options }: Options): Promise<void> {
  const service = await serviceOf({ url });
  const { title, client, category, priority, indexer, force, join } = options;
  const download = await service.post<CommandAnswer>('/downloads', {
    release: await releaseOf(release),
    content: contentOf(options),
    ...{ title, client, category, indexer, force },
    onDuplicate: join ? 'join' : undefined,
    priority: priority === undefined ? undefined : asNumber('--priority', priority),
  });
  if (!json) print(`${nameOf(download)}: ${download.joinId ? 'joined, in' : 'given to'} ${download.downloadClient}`);
  const ended = watch ? await watchDownload(service, download, json ?? false) : download;
  if (json) print(JSON.stringify(ended));
  if (!watch) return;
  if (!json) say(`${nameOf(ended)}: ${ended.status}${ended.outputPath ? `, ${ended.outputPath}` : ''}`);
  if (ended.status !== 'completed') throw new CommandFailed(`${nameOf(ended)}: ${ended.message ?? ended.status}`);
}

function asNumber(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number)) throw new CommandFailed(`${option} ${text}: give a number.`);
  return number;
}
