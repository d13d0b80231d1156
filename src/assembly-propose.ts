import { resolve } from 'node:path';
import { githubClient, type Parts } from './assembly.ts';
import { effectPorts, sealOf } from './assembly-effects.ts';
import { readConfigFile } from './config/file.ts';
import { readInputs } from './config/read-inputs.ts';
import { type Env, secretInputs } from './config/secrets.ts';
import { branchOf } from './domain/branch.ts';
import type { JudgeClient } from './domain/judge.ts';
import type { JudgePolicy } from './domain/policy/judge.ts';
import type { HandedOver, PatchBench, ProposeWorld } from './modes/propose/ports.ts';
import { propose } from './modes/propose.ts';
import { renderProposalSummary } from './render/proposal-summary.ts';
import { clock } from './runner/clock.ts';
import type { RunContext } from './runner/context.ts';
import type { Log } from './runner/log.ts';
import { reportProposal } from './runner/report-proposal.ts';
import { maskSafe } from './safety/mask-safe.ts';
import { findInvisible, findSecrets } from './safety/patch-scan.ts';
import { readLastAuthor } from './sources/github/last-author.ts';
import { readProposalPlace } from './sources/github/proposal-query.ts';
import { readProof } from './sources/hand-off/proof.ts';
import { readReport, readUsage } from './sources/hand-off/report.ts';
import { createJudgeClient } from './sources/judge/client.ts';
import { openBench } from './workbench/bench.ts';
import { readHandedOver } from './workbench/patch-file.ts';

/** Bytes of a report or usage file that are read at all. */
const MAX_FILE = 10_000_000;

/** The whole `propose` mode: git reads the patch, nothing of it is run; the only job that may write code. */
export async function runPropose(env: Env, context: RunContext, log: Log): Promise<void> {
  const inputs = readInputs(env);
  const parts = { env, inputs, context, log, outputDirectory: context.temp };
  const path = (name: string | null) => (name === null ? null : resolve(context.workspace, name));
  const base = inputs.baseSha ?? '';
  const patch = { path: path(inputs.patchFile) ?? '', digest: inputs.patchSha256 };
  const bench = openBench({ ...NO_RUNS, workspace: context.workspace, base, patch, env });
  const handed = handedOver({
    proof: bytesOf(path(inputs.proofFile)),
    digest: inputs.proofDigest,
    report: bytesOf(path(inputs.reportFile)),
    usage: bytesOf(path(inputs.usageFile)),
  });
  const order = { issue: inputs.issue ?? 0, fingerprint: inputs.fingerprint ?? '', base };
  try {
    const outcome = await propose(world(parts, { bench, handed, ...order }), {
      ...order,
      attempt: inputs.attempt ?? 0,
      label: inputs.label,
      dryRun: inputs.dryRun,
      readPolicy: readConfigFile,
    });
    const summary = maskSafe(renderProposalSummary(outcome), secretInputs(env));
    reportProposal(outcome, { env, log, summary });
  } finally {
    bench.close();
  }
}

/** The bench without anything that runs: only its git is used here. */
const NO_RUNS = { brief: null, secrets: [], cleanTail: () => '', readReport: () => null };

interface Handed {
  readonly bench: PatchBench;
  readonly handed: HandedOver;
  readonly issue: number;
  readonly fingerprint: string;
}

function world(parts: Parts, { bench, handed, issue, fingerprint }: Handed): ProposeWorld {
  const { owner, repository, runId, attempt } = parts.context;
  const api = githubClient(parts);
  const place = { owner, name: repository, label: parts.inputs.label, seal: sealOf(parts), etags: null };
  return {
    repository: `${owner}/${repository}`,
    run: { id: runId, attempt },
    now: clock(parts.env),
    place: () => readProposalPlace(api, place, { issue, branch: branchOf(fingerprint) }),
    lastAuthor: (path) => readLastAuthor(api, place, path),
    bench,
    handed,
    scan: (files) => ({ secrets: findSecrets(files), invisible: findInvisible(files) }),
    judge: (policy) => judgeOf(parts, policy),
    effects: effectPorts(parts, api),
  };
}

/** The second model, when there is a key for one. */
function judgeOf({ inputs }: Parts, policy: JudgePolicy): JudgeClient | null {
  const { judgeKey: key, judgeModel: model, judgeProvider: provider, judgeUrl: url } = inputs;
  return key === null || model === null ? null : createJudgeClient({ provider, model, key, url, policy });
}

interface Files {
  readonly proof: Buffer | null;
  readonly digest: string;
  readonly report: Buffer | null;
  readonly usage: Buffer | null;
}

function handedOver({ proof, digest, report, usage }: Files): HandedOver {
  const read = readProof(proof, digest);
  return {
    proof: read.kind === 'proof' ? read.proof : read.why,
    report: readReport(report?.toString('utf8') ?? null),
    usage: readUsage(usage?.toString('utf8') ?? null),
  };
}

/** A file that an artifact brought; `null` when there is none, only a link to one, or none of a sensible size. */
function bytesOf(path: string | null): Buffer | null {
  const read = path === null ? null : readHandedOver({ path, limit: MAX_FILE, digest: null });
  return read?.kind === 'read' ? read.bytes : null;
}
