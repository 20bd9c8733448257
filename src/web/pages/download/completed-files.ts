export type CompletedFile = { path: string; sizeBytes: number | null };
type Event = { type: string; data: unknown };

/** The files that the last completion names, as the log has them: of many, the first ones alone. */
export function completedFiles(events: readonly Event[]): CompletedFile[] {
  const completed = events.findLast(({ type }) => type === 'download.completed')?.data as { files?: unknown } | undefined; // prettier-ignore
  const files = Array.isArray(completed?.files) ? (completed.files as unknown[]) : [];
  return files.flatMap((file) => {
    if (typeof file === 'string') return { path: file, sizeBytes: null };
    const { path, sizeBytes } = (file ?? {}) as { path?: unknown; sizeBytes?: unknown };
    return typeof path === 'string' ? { path, sizeBytes: typeof sizeBytes === 'number' ? sizeBytes : null } : [];
  });
}
