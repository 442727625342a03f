/**
 * Several pieces of work at a time, their results in the order in which they were asked for.
 */
export async function eachConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  onResult: (result: Result, item: Item) => void | Promise<void>,
): Promise<void> {
  const running: (Promise<Result> | null)[] = [];
  const startOne = (): void => {
    const item = items[running.length];
    if (item !== undefined) running.push(runOne(item));
  };
  // The next one is started before this one's result is known, so the loop below never finds a gap.
  const runOne = async (item: Item): Promise<Result> => {
    try {
      return await work(item);
    } finally {
      startOne();
    }
  };
  for (let count = 0; count < limit; count += 1) startOne();
  for (const [index, item] of items.entries()) {
    const result = await running[index]!;
    // Results may be large, and from here on they are the caller's.
    running[index] = null;
    await onResult(result, item);
  }
}
