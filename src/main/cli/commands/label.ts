import type { Command } from 'commander';
import type { RecipeName } from '../../../shared/domain.ts';
import type { ObjectChoice } from '../../../shared/objects.ts';
import { formatsOption, noRefineOption, objectsOption, recipeOption, seedOption } from '../options.ts';
import { runCommand } from '../runCommand.ts';
import { stages } from '../commandIo.ts';
import { labelText } from '../texts.ts';

interface LabelOptions {
  out: string;
  recipe: RecipeName;
  seed: number;
  refine: boolean;
  objects?: ObjectChoice;
  format: string[];
  project?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  boxwright label photos --out boxes
  boxwright label photos --out boxes --format coco --project birds`;

export function addLabel(program: Command): void {
  program
    .command('label')
    .description('all in one go: import, train, predict and export')
    .argument('<images>', 'a folder with a sub-folder of images for each class')
    .requiredOption('--out <folder>', 'the folder to make; an earlier export there is replaced')
    .addOption(recipeOption())
    .addOption(seedOption())
    .addOption(noRefineOption())
    .addOption(objectsOption())
    .addOption(formatsOption().default(['coco', 'voc'], 'coco,voc'))
    .option('--project <folder>', 'where to keep the project (default: <out>.boxwright)')
    .addHelpText('after', EXAMPLES)
    .action((images: string, options: LabelOptions) =>
      runCommand(options, async (io) => {
        const { labelImages } = await import('../workflow/labelImages.ts');
        const { find, read, features, train, refine, predict, export: writing } = stages;
        const learning = [features, train, ...(options.refine ? [refine] : [])];
        const onProgress = io.terminal.follow([find, read, ...learning, predict, writing]);
        const outcome = await labelImages({ ...options, formats: options.format, images }, io, onProgress);
        io.terminal.say(labelText(outcome));
        return outcome;
      }),
    );
}
