/** Compact features of views that came one by one, as those of a batch. */
import { compactMaps, compactSize, emptyCompact, type CompactFeatures } from './features/compactFeatures.ts';

export function joinCompact(views: readonly CompactFeatures[]): CompactFeatures {
  const joined = emptyCompact(views.length);
  views.forEach((view, i) => {
    for (const map of compactMaps) joined[map].set(view[map], i * compactSize(map));
  });
  return joined;
}
