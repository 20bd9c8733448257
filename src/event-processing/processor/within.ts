/** What a promise comes to, or `otherwise` where it takes longer than so many milliseconds; it is not ended by that. */
export async function within<T>(milliseconds: number, promise: Promise<T>, otherwise: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(otherwise());
      } catch (error) {
        reject(error as Error);
      }
    }, milliseconds);
  });
  promise.catch(() => undefined); // it may fail after nobody waits for it any more
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
