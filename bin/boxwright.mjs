#!/usr/bin/env node
/** The `boxwright` command. It works from any folder and sets up what is missing first. */
import { join } from 'node:path';
import { makeContext } from '../scripts/setup/context.mjs';
import { launch } from '../scripts/setup/launch.mjs';
import { setUp } from '../scripts/setup/setUp.mjs';

const context = makeContext();
const stamp = await setUp(context);
if (!stamp?.node) process.exit(1);
process.exitCode = await launch(
  stamp.node,
  [join(context.root, 'src', 'main', 'cli.ts'), ...process.argv.slice(2)],
  { cwd: process.cwd(), env: process.env },
);
