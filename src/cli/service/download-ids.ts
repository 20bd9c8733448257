import { type NamedDownload } from '../../downloads/queries/find-by-id-beginning.js';
import { CommandFailed } from '../command-failed.js';
import { shortId } from '../format/short-id.js';
import { type Service } from './service.js';

const SHOWN = 3;

/** @throws CommandFailed where the beginning is that of no download, or of several */
export async function downloadOf(service: Service, beginning: string): Promise<NamedDownload> {
  if (!/^[0-9a-f-]{1,36}$/i.test(beginning)) throw new CommandFailed(`${beginning} is no id: give the beginning of one, as ledgarr queue shows it.`); // prettier-ignore
  const { items } = await service.get<{ items: NamedDownload[] }>('/downloads/ids', { beginning });
  const [only, ...others] = items;
  if (!only) throw new CommandFailed(`There is no download ${beginning}.`);
  if (others.length === 0) return only;
  const names = items.slice(0, SHOWN).map(({ id, title }) => `${id} (${title})`);
  const more = items.length > SHOWN ? ', …' : '';
  throw new CommandFailed(`${beginning} is the beginning of several downloads: ${names.join(', ')}${more}.`);
}

/** Each once, in the order that they were named. */
export async function downloadsOf(service: Service, beginnings: readonly string[]): Promise<NamedDownload[]> {
  const found = await Promise.all(beginnings.map((beginning) => downloadOf(service, beginning)));
  return [...new Map(found.map((each) => [each.id, each])).values()];
}

export const nameOf = ({ id, title }: Pick<NamedDownload, 'id' | 'title'>): string => `${shortId(id)} ${title}`;
