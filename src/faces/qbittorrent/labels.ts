import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { conflict, FaceRefusal } from './answer.js';

export type Category = { name: string; savePath: string };

/** The categories and tags that each key has made: programs look for their own, and make it where it is missing. */
@Injectable()
export class Labels {
  constructor(private readonly database: DataSource) {}

  async categories(key: string): Promise<Record<string, Category>> {
    const rows = await this.database.query<Category[]>(
      'SELECT name, save_path AS "savePath" FROM qbittorrent_categories WHERE key_name = $1 ORDER BY name COLLATE "C"',
      [key],
    );
    return Object.fromEntries(rows.map((row) => [row.name, row]));
  }

  async hasCategory(key: string, name: string): Promise<boolean> {
    return Object.hasOwn(await this.categories(key), name);
  }

  /** @throws FaceRefusal 400, 409 */
  async createCategory(key: string, name: string, savePath: string): Promise<void> {
    if (name === '') throw new FaceRefusal(400, 'Category cannot be empty');
    if (!isCategoryName(name)) throw conflict('Incorrect category name');
    if (!(await this.keepCategory(key, name, savePath))) throw conflict('Unable to create category');
  }

  /** @returns false where it was there already */
  async keepCategory(key: string, name: string, savePath = ''): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `INSERT INTO qbittorrent_categories (key_name, name, save_path) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING name`,
      [key, name, savePath],
    );
    return rows.length > 0;
  }

  /** @throws FaceRefusal 400, 409 */
  async editCategory(key: string, name: string, savePath: string): Promise<void> {
    if (name === '') throw new FaceRefusal(400, 'Category cannot be empty');
    const [rows] = await this.database.query<[unknown[], number]>(
      `UPDATE qbittorrent_categories SET save_path = $3 WHERE key_name = $1 AND name = $2 AND save_path <> $3
       RETURNING name`,
      [key, name, savePath],
    );
    if (rows.length === 0) throw conflict('Unable to edit category');
  }

  async removeCategories(key: string, names: readonly string[]): Promise<void> {
    await this.database.query('DELETE FROM qbittorrent_categories WHERE key_name = $1 AND name = ANY ($2)', [
      key,
      names,
    ]);
  }

  async tags(key: string): Promise<string[]> {
    const rows = await this.database.query<{ name: string }[]>(
      'SELECT name FROM qbittorrent_tags WHERE key_name = $1 ORDER BY name COLLATE "C"',
      [key],
    );
    return rows.map(({ name }) => name);
  }

  async createTags(key: string, names: readonly string[]): Promise<void> {
    await this.database.query(
      'INSERT INTO qbittorrent_tags (key_name, name) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
      [key, names],
    );
  }

  async deleteTags(key: string, names: readonly string[]): Promise<void> {
    await this.database.query('DELETE FROM qbittorrent_tags WHERE key_name = $1 AND name = ANY ($2)', [key, names]);
  }
}

/** As the original has it: divided by single slashes, none at either end. */
export const isCategoryName = (name: string): boolean => name.length <= 200 && !/\\|^\/|\/$|\/\//.test(name);
