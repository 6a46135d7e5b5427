import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './command.mjs';
import { WHEEL_PYTHON } from './pins.mjs';
import { SetupProblem } from './problem.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./pins.mjs').WheelPin} WheelPin */

const INSTALL = 'Install Python 3 with pip, on Debian and Ubuntu with:\nsudo apt-get install python3-pip';

/** The command of a Python 3 that has pip. @param {Context} context */
export async function requirePython(context) {
  const failures = [];
  for (const python of ['python3', 'python']) {
    const { code, output } = await context.run(python, ['-m', 'pip', '--version'], { env: context.env });
    if (code === 0 && /\(python 3\./.test(output)) return python;
    failures.push(`${python} -m pip --version: ${lastLines(output, 2)}`);
  }
  throw new SetupProblem('Python 3 with pip was not found; TensorFlow is fetched with it.', {
    why: failures.join('\n'),
    remedy: INSTALL,
  });
}

/**
 * Downloads the pinned wheel into `folder` from whatever package index pip is configured for.
 *
 * @param {Context} context @param {WheelPin} pin @param {string} python @param {string} folder
 */
export async function pipDownload(context, pin, python, folder) {
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, `${pin.distribution}==${pin.version} --hash=sha256:${pin.sha256}\n`);
  const temporary = join(folder, 'pip');
  mkdirSync(temporary);
  const { code, output } = await context.run(
    python,
    ['-m', 'pip', ...pipArguments(pin, requirements, folder)],
    {
      // pip's own temporary files lie where a later set-up finds and removes them, should this one be killed.
      env: { ...context.env, TMPDIR: temporary, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
      visible: true,
    },
  );
  if (code !== 0) throw pipProblem(pin, output);
}

/** @param {WheelPin} pin @param {string} requirements @param {string} folder */
function pipArguments(pin, requirements, folder) {
  const target = [
    '--implementation',
    'cp',
    '--python-version',
    WHEEL_PYTHON.version,
    '--abi',
    WHEEL_PYTHON.abi,
  ];
  return [
    ...['download', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--require-hashes'],
    ...[...target, '--platform', pin.platform, '--dest', folder, '--requirement', requirements],
  ];
}

/** @param {WheelPin} pin @param {string} output */
function pipProblem(pin, output) {
  const name = `${pin.distribution} ${pin.version}`;
  const why = lastLines(output);
  if (/do not match the hashes/i.test(output)) {
    return new SetupProblem(
      `The downloaded ${name} is not the file that Boxwright trusts (its SHA-256 differs).`,
      {
        why,
        final: true,
        remedy:
          "Try again. If it stays so, something between here and pip's package index alters files: ask whoever runs it.",
      },
    );
  }
  if (/no space left|errno 28/i.test(output)) {
    return new SetupProblem('The disk filled up while TensorFlow was downloaded.', {
      why,
      final: true,
      remedy:
        'Free some space, or choose another disk for the large files:\nexport BOXWRIGHT_CACHE=/path/on/another/disk',
    });
  }
  return new SetupProblem(`pip could not download ${name}.`, {
    why,
    remedy: `Check the network connection and pip's settings (python3 -m pip config list). Without a network, name a folder with an unpacked ${pin.distribution} wheel:\nexport BOXWRIGHT_TENSORFLOW=/path/to/tensorflow`,
  });
}
