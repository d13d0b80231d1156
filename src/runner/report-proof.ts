import type { Proof } from '../domain/proof.ts';
import type { SafeText } from '../domain/trust.ts';
import { logLine } from '../safety/log-line.ts';
import { appendSummary, setOutput } from './files.ts';
import type { Log } from './log.ts';

/** Where the report of a verification goes. */
export interface ProofReport {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly outputDirectory: string;
  /** SHA-256 of `proof.json`. */
  readonly digest: string;
  readonly summary: SafeText;
}

/** Outputs, the three lines of the log, and the summary. Texts of the patch or its tests never leave through an output. */
export function reportProof(proof: Proof, { env, log, outputDirectory, digest, summary }: ProofReport): void {
  const file = env.GITHUB_OUTPUT;
  const { verdict, code, codes, base, tree, patchDigest } = proof;
  setOutput(file, 'decision', verdict);
  setOutput(file, 'reason-code', code);
  setOutput(file, 'repairs', '[]');
  setOutput(file, 'output-directory', outputDirectory.replace(/[\r\n]/g, ''));
  setOutput(file, 'proof-digest', digest);
  setOutput(
    file,
    'result',
    JSON.stringify({ version: 1, mode: 'verify', verdict, codes, base, tree, patchDigest }),
  );
  log.line(logLine(`Saw: a patch of ${proof.patchBytes ?? 0} bytes on ${base.slice(0, 12)}`));
  log.line(logLine(`Decided: ${verdict} (${codes.join(', ')})`));
  log.line(logLine(`Did: wrote proof.json (sha256 ${digest})`));
  appendSummary(env.GITHUB_STEP_SUMMARY, summary);
}
