/** Where a divider goes by a key, % of the width; undefined if the key is not its own. With Shift it goes in large steps. */
export function dividerAfter(key: string, at: number, large: boolean): number | undefined {
  const step = large ? 10 : 2;
  const targets: Record<string, number> = {
    ArrowLeft: at - step,
    ArrowDown: at - step,
    ArrowRight: at + step,
    ArrowUp: at + step,
    PageDown: at - 10,
    PageUp: at + 10,
    Home: 0,
    End: 100,
  };
  const target = targets[key];
  return target === undefined ? undefined : Math.min(100, Math.max(0, target));
}
