/** The `down` of every migration: what a newer version wrote is never taken apart by an older one. */
export const forwardOnly = (): Promise<never> => Promise.reject(new Error('migrations go forward only'));
