import { spawn } from 'node:child_process';

/** How much of a command's words is kept for the message when it fails. */
const KEPT_CHARACTERS = 20_000;

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [visible] Shows the command's own progress when a person is watching.
 * @property {(pid: number) => void} [onStart]
 * @property {number} [timeoutMs] Ends it by SIGTERM after this time.
 *
 * @typedef {object} CommandResult
 * @property {number | null} code null when a signal ended it or it could not be started.
 * @property {NodeJS.Signals | null} signal
 * @property {boolean} missing There is no such command on this machine.
 * @property {string} output The end of what it wrote.
 */

/**
 * Runs a command to its end and never rejects: what a failure means is for the caller to say.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const onTerminal = options.visible === true && process.stderr.isTTY;
  return new Promise((finish) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      // A command draws its progress bar only when it sees the terminal itself.
      stdio: ['ignore', onTerminal ? 2 : 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    if (child.pid) options.onStart?.(child.pid);
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output = (output + chunk.toString()).slice(-KEPT_CHARACTERS);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', (chunk) => {
      keep(chunk);
      if (onTerminal) process.stderr.write(chunk);
    });
    child.on('error', (error) => {
      const missing = 'code' in error && error.code === 'ENOENT';
      finish({ code: null, signal: null, missing, output: error.message });
    });
    child.on('close', (code, signal) => finish({ code, signal, missing: false, output }));
  });
}

/** The last lines of a command's output, which is where commands say what went wrong. @param {string} output */
export function lastLines(output, count = 12) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
