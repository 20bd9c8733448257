import { Catalogue } from './catalogue.js';
import { Folder } from './folder.js';
import { TimeSlice } from './time-slice.js';

const turn = new TimeSlice();
let catalogue: Catalogue;
let top: Folder;

const hold = (folder: Folder | undefined, ...videos: string[]) => folder?.update(new Set(videos), catalogue, turn);
const known = () => catalogue.episodes('Show', 1).map(({ entry }) => `${entry.place.path}/${entry.name}`);

beforeEach(() => {
  catalogue = new Catalogue();
  top = new Folder('/media');
});

it('enters what appeared and removes what vanished', async () => {
  await hold(top, 'Show S01E01.mkv', 'Show S01E02.mkv');
  await hold(top, 'Show S01E02.mkv', 'Show S01E03.mkv');
  expect(known()).toEqual(['/media/Show S01E02.mkv', '/media/Show S01E03.mkv']);
  expect(top.countVideos()).toBe(2);
});

it('forgets a folder with all that lies beneath it', async () => {
  const [show] = top.adopt(new Set(['Show']), catalogue).added;
  const [season] = show?.adopt(new Set(['Season 1']), catalogue).added ?? [];
  await hold(season, 'S01E01.mkv');
  expect(known()).toEqual(['/media/Show/Season 1/S01E01.mkv']);
  expect(top.adopt(new Set(), catalogue)).toEqual({ added: [], lost: [show] });
  expect(known()).toEqual([]);
  expect(season?.gone).toBe(true);
});

it('keeps the folders that stayed', () => {
  const [first] = top.adopt(new Set(['A']), catalogue).added;
  const { added, lost } = top.adopt(new Set(['A', 'B']), catalogue);
  expect(added.map(({ path }) => path)).toEqual(['/media/B']);
  expect(lost).toEqual([]);
  expect(top.folders.get('A')).toBe(first);
});

it('takes a folder that was seen gone for a new one when its name is back', () => {
  const [first] = top.adopt(new Set(['A']), catalogue).added;
  first?.forget(catalogue);
  const { added } = top.adopt(new Set(['A']), catalogue);
  expect(added.map(({ path, gone }) => [path, gone])).toEqual([['/media/A', false]]);
});

it('reads a file again when it is no longer the only one', async () => {
  const [movie] = top.adopt(new Set(['The Matrix (1999)']), catalogue).added;
  await hold(movie, 'grp-mtx.mkv');
  expect(catalogue.movies('The Matrix', 1999)).toHaveLength(1);
  await hold(movie, 'grp-mtx.mkv', 'other.mkv');
  expect(catalogue.movies('The Matrix', 1999)).toEqual([]);
  await hold(movie, 'grp-mtx.mkv');
  expect(catalogue.movies('The Matrix', 1999)).toHaveLength(1);
});

it('takes the parts of one film for its only one', async () => {
  const [movie] = top.adopt(new Set(['Das Boot (1981)']), catalogue).added;
  await hold(movie, 'grp-db.cd1.avi', 'grp-db.cd2.avi');
  expect(catalogue.movies('Das Boot', 1981)).toHaveLength(2);
  await hold(movie, 'disc1.iso', 'disc2.iso');
  expect(catalogue.movies('Das Boot', 1981)).toHaveLength(2);
  await hold(movie, 'grp-db.cd1.avi', 'grp-other.cd2.avi');
  expect(catalogue.movies('Das Boot', 1981)).toEqual([]);
});

it('lets others have their turn while it reads many names', async () => {
  let turns = 0;
  let reading = true;
  const others = () => {
    turns++;
    if (reading) setImmediate(others);
  };
  setImmediate(others);
  const names = Array.from({ length: 5_000 }, (_, i) => `Some.Movie.${i}.2001.1080p.BluRay.x264-GRP.mkv`);
  await top.update(new Set(names), catalogue, new TimeSlice(1, 0));
  reading = false;
  expect(turns).toBeGreaterThan(5);
});
