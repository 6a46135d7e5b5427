/**
 * `npm run demo`: labels the sample photographs that come with Boxwright, as `boxwright label` would label yours.
 * Writes boxwright-demo/ (and the project boxwright-demo.boxwright/) to the folder that it is called from.
 */
import { resolve } from 'node:path';
import { makeProgram } from '../src/main/cli/program.ts';

const sample = resolve(import.meta.dirname, '../resources/sample');

console.log(`The sample: ${sample}, 168 photographs in six folders, one for each class.`);
console.log('The same for your own: npm run boxwright -- label YOUR_FOLDER --out boxes\n');
await makeProgram().parseAsync(['label', sample, '--out', 'boxwright-demo'], { from: 'user' });
