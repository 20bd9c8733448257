import { deviceIn, parseMounts } from './mounts.js';

const mounts = parseMounts(
  [
    '22 27 0:21 / /proc rw,relatime - proc proc rw',
    '27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '40 27 0:52 / /mnt/nas rw - nfs4 nas:/volume1 rw',
    '41 27 0:52 /tv /series rw - nfs4 nas:/volume1/tv rw',
    '42 27 0:60 / /mnt/My\\040Disk rw - fuseblk /dev/sdb1 rw',
    '43 40 8:17 / /mnt/nas/local rw - ext4 /dev/sdb1 rw',
    '44 27 254:0 /srv /srv/bound rw - ext4 /dev/vda rw',
    '',
  ].join('\n'),
);

it.each([
  ['/mnt/nas/Movies/a.mkv', '0:52'],
  ['/series/a.mkv', '0:52'],
  ['/mnt/nas', '0:52'],
  ['/mnt/nasty/a.mkv', null],
  ['/mnt/nas/local/a.mkv', '8:17'],
  ['/mnt/My Disk/a.mkv', '0:60'],
  ['/srv/bound/a.mkv', null],
  ['/home/a.mkv', null],
])('%s lies on %s', (path, device) => expect(deviceIn(mounts, path)).toBe(device));

it('knows nothing where the system tells nothing', () => {
  expect(parseMounts('')).toEqual([]);
  expect(deviceIn([], '/mnt/nas/a.mkv')).toBeNull();
});
