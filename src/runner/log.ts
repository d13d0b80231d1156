import { randomBytes } from 'node:crypto';
import type { LogText } from '../domain/trust.ts';

/** The job log. Takes only lines that the runner cannot mistake for a command. */
export interface Log {
  readonly line: (text: LogText) => void;
  /** One annotation each; a run has at most one error. */
  readonly notice: (text: LogText) => void;
  readonly error: (text: LogText) => void;
  /** Shown in debug runs only. */
  readonly debug: (text: LogText) => void;
  /** Tells the runner to mask a value everywhere, and its lines one by one. */
  readonly mask: (secret: string) => void;
}

/**
 * Writes to the runner; `write` is standard output. From the first line on the runner is told to take no commands but
 * ours: what a library or a crash prints cannot become one, whatever it holds. The token is random, so nobody can end it.
 */
export function createLog(
  env: NodeJS.ProcessEnv,
  write: (text: string) => void = (text) => process.stdout.write(text),
): Log {
  const token = randomBytes(16).toString('hex');
  const stop = `::stop-commands::${token}\n`;
  const command = (name: string, text: string) =>
    write(`::${token}::\n::${name}::${escapeData(text)}\n${stop}`);
  write(stop);
  return {
    line: (text) => write(`${text}\n`),
    notice: (text) => command('notice', text),
    error: (text) => command('error', text),
    debug: (text) => {
      if (env.RUNNER_DEBUG === '1') command('debug', text);
    },
    mask: (secret) => {
      for (const part of new Set([secret, ...secret.split(/\r?\n/)]))
        if (part.trim().length >= 4) command('add-mask', part);
    },
  };
}

/** Escapes of the runner's own command format. */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
