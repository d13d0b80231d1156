import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfigFile } from './config/file.ts';
import { readInputs } from './config/read-inputs.ts';
import { type Env, secretInputs } from './config/secrets.ts';
import { readReport } from './decide/proof/report.ts';
import type { Proof } from './domain/proof.ts';
import { verify } from './modes/verify.ts';
import { renderProof } from './render/proof.ts';
import type { RunContext } from './runner/context.ts';
import type { Log } from './runner/log.ts';
import { reportProof } from './runner/report-proof.ts';
import { maskSafe } from './safety/mask-safe.ts';
import { maskKnown } from './safety/redact/mask-known.ts';
import { redact } from './safety/redact/redact.ts';
import { cleanText } from './safety/unicode.ts';
import { openBench } from './workbench/bench.ts';

/** The whole `verify` mode: no network of ours, no token; the proof is written even when it is a refusal. */
export async function runVerify(env: Env, context: RunContext, log: Log): Promise<void> {
  const inputs = readInputs(env);
  // What is laid out for another user to read must be readable, whatever this machine prefers.
  process.umask(0o022);
  const secrets = secretsOf(env);
  const outputDirectory = resolve(inputs.outputDirectory ?? join(context.temp, 'patchpilot'));
  const handed = (path: string, digest: string) => ({ path: resolve(context.workspace, path), digest });
  const base = inputs.baseSha ?? '';
  const bench = openBench({
    workspace: context.workspace,
    base,
    patch: handed(inputs.patchFile ?? '', inputs.patchSha256),
    brief: inputs.briefFile === null ? null : handed(inputs.briefFile, inputs.briefSha256),
    env,
    secrets,
    cleanTail: (output) => cleanTail(output, secrets),
    readReport,
  });
  try {
    const proof = await verify(bench, {
      repository: `${context.owner}/${context.repository}`,
      run: { id: context.runId, attempt: context.attempt },
      now: env.PATCHPILOT_NOW ?? new Date().toISOString(),
      base,
      readPolicy: readConfigFile,
    });
    const digest = writeProof(proof, outputDirectory);
    reportProof(proof, { env, log, outputDirectory, digest, summary: maskSafe(renderProof(proof), secrets) });
  } finally {
    bench.close();
  }
}

/** Characters of an output's end that a proof keeps, and that are looked at to find them. */
const TAIL = 4_000;

/** The end of what a command printed: redacted, without anything invisible, short. */
function cleanTail(output: string, secrets: readonly string[]): string {
  const clean = redact(cleanText(output.slice(-TAIL * 4))).text;
  return maskKnown(clean, secrets).slice(-TAIL).toWellFormed();
}

/** Inputs that are secret, and the tokens that the runner gives to every action. */
function secretsOf(env: Env): string[] {
  const own = ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'];
  return [...secretInputs(env), ...own.map((name) => env[name] ?? '')].filter((value) => value !== '');
}

/** Writes `proof.json` and answers the digest of its bytes. */
function writeProof(proof: Proof, folder: string): string {
  const text = `${JSON.stringify(proof, null, 2)}\n`;
  const file = join(folder, 'proof.json');
  mkdirSync(folder, { recursive: true });
  // A test that ran as our own user may have put a link here: the proof is a new file or none.
  rmSync(file, { recursive: true, force: true });
  writeFileSync(file, text, { flag: 'wx' });
  return createHash('sha256').update(text).digest('hex');
}
