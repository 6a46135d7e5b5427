/** Where the cells lie that the foreground head says something of. */
import { GEOMETRY } from '../backbones/inceptionV3.ts';
import { compactShapes } from './features/compactFeatures.ts';
import type { TargetGrid } from './target.ts';

export const headGrid: TargetGrid = { cells: compactShapes.conv4a.side, geometry: GEOMETRY.conv4a };
