import { existsSync } from 'node:fs';
import { inputText, secretInputs } from './config/secrets.ts';
import { quickRefusal, switchedOff } from './decide/intake/quick.ts';
import { ConfigError, SourceError } from './domain/errors.ts';
import { journalPath, readContext } from './runner/context.ts';
import { saveState } from './runner/files.ts';
import { createLog, type Log } from './runner/log.ts';
import { report } from './runner/report.ts';
import { logLine } from './safety/log-line.ts';

/**
 * One run of the Action; answers the exit code. The only catch: a problem that the user can cure is one clear
 * sentence, anything else is a bug and shows its stack in debug runs.
 */
export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const log = createLog(env);
  try {
    for (const secret of secretInputs(env)) log.mask(secret);
    if (env.STATE_phase === 'main') return await finish(env, log);
    saveState(env.GITHUB_STATE, 'phase', 'main');
    await run(env, log);
    return 0;
  } catch (error) {
    fail(error, log);
    return 1;
  }
}

/** What people put into a repository variable at night to stop something. */
const OFF = /^(?:false|off|no|0|disabled?)$/i;

/** Ends at the first look where nothing needs to be asked; loads everything else only then. */
async function run(env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const context = readContext(env);
  const off = OFF.test(inputText(env, 'enabled').trim());
  const mode = inputText(env, 'mode');
  // Their jobs run behind an intake that was let in: there is nothing to refuse at the door.
  const behind = mode === 'verify' || mode === 'propose' || mode === 'recover';
  const refusal = off
    ? switchedOff(context.trigger)
    : behind
      ? null
      : quickRefusal(context.trigger, inputText(env, 'sentry-org') || null);
  if (refusal !== null) {
    report(refusal, { env, log, outputDirectory: '', summary: null });
    return;
  }
  if (mode === 'verify') {
    const { runVerify } = await import('./assembly-verify.ts');
    await runVerify(env, context, log);
    return;
  }
  if (mode === 'propose') {
    const { runPropose } = await import('./assembly-propose.ts');
    await runPropose(env, context, log);
    return;
  }
  if (mode === 'recover') {
    const { runRecover } = await import('./assembly-recover.ts');
    await runRecover(env, context, log);
    return;
  }
  const { runMode } = await import('./assembly.ts');
  const { outcome, outputDirectory, summary } = await runMode(env, context, log);
  report(outcome, { env, log, outputDirectory, summary });
}

/** The post step of a run that failed or was cancelled: saves what it had learned so far. */
async function finish(env: NodeJS.ProcessEnv, log: Log): Promise<number> {
  const context = readContext(env);
  if (!existsSync(journalPath(context))) return 0;
  const { saveJournal } = await import('./assembly.ts');
  await saveJournal(env, context, log);
  return 0;
}

function fail(error: unknown, log: Log): void {
  if (error instanceof ConfigError) {
    log.error(logLine(error.problems.join(' ')));
    for (const problem of error.problems.slice(1)) log.line(logLine(problem));
  } else if (error instanceof SourceError) {
    log.error(logLine(error.fault.advice));
  } else {
    log.error(
      logLine(
        'Patchpilot stopped on a defect of its own. Run the job again with debug logging and report what it prints.',
      ),
    );
    log.debug(logLine(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  }
}
