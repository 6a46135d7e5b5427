import { Option, type Command } from 'commander';
import { exportProject } from '../../library/export/exportProject.ts';
import { Project } from '../../library/project.ts';
import { everyBox, type ExportableState } from '../../library/export/select.ts';
import { allInTrain, type SplitShares } from '../../library/export/splits.ts';
import { formatsOption, projectOption, score, splitShares, statusList } from '../options.ts';
import { runCommand, stopped } from '../runCommand.ts';
import { stages, type CommandIo } from '../commandIo.ts';
import { requireExportTarget } from '../targets.ts';
import { exportText } from '../texts.ts';

interface ExportCommandOptions {
  project: string;
  format: string[];
  out: string;
  statuses: ExportableState[];
  minScore: number;
  split: SplitShares;
  imagesWithoutBoxes: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  boxwright export --project birds --format coco --out birds-coco
  boxwright export --project birds --format coco,voc --out birds-reviewed \\
    --statuses accepted,edited --split train=.8,val=.2`;

const statusesOption = () =>
  new Option('--statuses <list>', 'boxes to write, by what was decided on them; rejected ones never are')
    .argParser(statusList)
    .default([...everyBox.statuses], everyBox.statuses.join(','));

const minScoreOption = () =>
  new Option('--min-score <number>', 'least score of boxes that nobody has looked at')
    .argParser(score)
    .default(everyBox.minScore);

const splitOption = () =>
  new Option('--split <shares>', 'shares of train, val and test')
    .argParser(splitShares)
    .default(allInTrain, 'train=1');

async function exportImages(options: ExportCommandOptions, { terminal, signal }: CommandIo): Promise<object> {
  await requireExportTarget(options.out);
  using project = Project.open(options.project);
  const { format: formats, split: splits, out, statuses, minScore, imagesWithoutBoxes } = options;
  const summary = await exportProject(project, {
    formats,
    out,
    statuses,
    minScore,
    splits,
    imagesWithoutBoxes,
    signal,
    onProgress: terminal.follow([stages.export]),
  });
  terminal.say(exportText(summary));
  return summary;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write images and boxes for other programs to read')
    .addOption(projectOption())
    .addOption(formatsOption().makeOptionMandatory())
    .requiredOption('--out <folder>', 'the folder to make; an earlier export there is replaced')
    .addOption(statusesOption())
    .addOption(minScoreOption())
    .addOption(splitOption())
    .option('--images-without-boxes', 'write images without a box too, as background', false)
    .addHelpText('after', EXAMPLES)
    .action((options: ExportCommandOptions) =>
      runCommand(options, (io) => exportImages(options, io), stopped.startsAgain),
    );
}
