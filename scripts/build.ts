/** `npm run build`: builds the window into out/. `npm start` does it by itself. */
import { build } from './window/build.ts';

process.exitCode = build() ? 0 : 1;
