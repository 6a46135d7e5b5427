/** A step that cannot be done here: what, why, and the exact remedy, in words for the person at the machine. */
export class SetupProblem extends Error {
  /**
   * @param {string} what One sentence.
   * @param {{ why?: string, remedy: string, final?: boolean }} details `remedy` holds a command to paste where
   *   there is one; `final` forbids trying another way to the same end.
   */
  constructor(what, { why = '', remedy, final = false }) {
    super(what);
    this.name = 'SetupProblem';
    this.why = why;
    this.remedy = remedy;
    this.final = final;
  }
}

/** @param {SetupProblem} problem @param {string} where Number and name of the step. */
export function describeProblem(problem, where) {
  const lines = ['', `Boxwright could not be set up: ${where}.`, `  What: ${problem.message}`];
  if (problem.why) lines.push('  Why:', indent(problem.why));
  lines.push('  Remedy:', indent(problem.remedy));
  lines.push('  Then run the same command again; the steps that are finished are kept.', '');
  return lines.join('\n');
}

/** @param {string} text */
function indent(text) {
  return text.trimEnd().replace(/^/gm, '    ');
}
