import type { HandOffFault } from '../../decide/propose/decide.ts';
import type { PatchFile, PatchFinding } from '../../domain/gate.ts';
import type { JudgeClient } from '../../domain/judge.ts';
import type { JudgePolicy } from '../../domain/policy/judge.ts';
import type { PatchLimits } from '../../domain/policy/verify.ts';
import type { Proof } from '../../domain/proof.ts';
import type { ExistingBranch, WorkerReport, WorkerUsage } from '../../domain/proposal.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import type { EffectPorts } from '../../effects/ports.ts';
import type { Application, HandOff } from '../verify/ports.ts';

/** What GitHub says of the incident and its branch now. */
export interface ProposalPlace {
  readonly issue: CandidateIssue | null;
  readonly configuration: string | null;
  readonly codeowners: string | null;
  readonly baseBranch: string;
  readonly headlines: readonly string[];
  readonly branch: ExistingBranch | null;
  /** Of the branch, newest first. */
  readonly pullRequests: readonly {
    readonly number: number;
    readonly state: 'open' | 'closed' | 'merged';
  }[];
  /** Who the token is. */
  readonly viewer: string;
}

/** What was handed over by the jobs before. */
export interface HandedOver {
  readonly proof: Proof | HandOffFault;
  readonly report: WorkerReport | null;
  readonly usage: WorkerUsage | null;
}

/** The patch on a bare store: git only, nothing of it is run here. */
export interface PatchBench {
  readonly handOff: (limits: PatchLimits) => HandOff;
  readonly apply: (limits: PatchLimits) => Application;
  /** Texts of the base's files, by path. */
  /** Git's id of the base's tree. */
  readonly baseTree: () => string;
  readonly baseTexts: (paths: readonly string[]) => ReadonlyMap<string, string>;
}

/** Everything outside that `propose` may touch. */
export interface ProposeWorld {
  readonly repository: string;
  readonly run: { readonly id: string; readonly attempt: number };
  /** ISO 8601, UTC: the one clock of the run. */
  readonly now: string;
  readonly place: () => Promise<ProposalPlace>;
  /** Login of the person who last changed a file on the default branch; `null`: a bot, nobody known, no answer. */
  readonly lastAuthor: (path: string) => Promise<string | null>;
  readonly bench: PatchBench;
  readonly handed: HandedOver;
  /** Safety's findings in the lines that a patch adds. */
  readonly scan: (files: readonly PatchFile[]) => {
    readonly secrets: readonly PatchFinding[];
    readonly invisible: readonly PatchFinding[];
  };
  /** The second model; `null`: none is configured. */
  readonly judge: (policy: JudgePolicy) => JudgeClient | null;
  readonly effects: EffectPorts;
}
