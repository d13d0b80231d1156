import { judgePatch } from '../../decide/gate/judge.ts';
import { judgeMaterial } from '../../decide/judge/material.ts';
import {
  decideProposal,
  type HandOffFault,
  needsTest,
  type ProposalEvidence,
} from '../../decide/propose/decide.ts';
import type { GateReport, GateResult, PatchFile } from '../../domain/gate.ts';
import type { Incident } from '../../domain/incident.ts';
import type { JudgeResult } from '../../domain/judge.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Proof } from '../../domain/proof.ts';
import type { JudgeNote, Requirement } from '../../domain/proposal.ts';
import type { ProposeSettings } from '../propose.ts';
import { judgeProposal } from './judge.ts';
import type { ProposalPlace, ProposeWorld } from './ports.ts';

/** What was found out about a patch. */
export interface Examined {
  readonly proof: Proof | HandOffFault;
  readonly gates: GateReport | null;
  readonly judge: { readonly requirement: Requirement | null; readonly note: JudgeNote | null } | null;
  readonly patch: ProposalEvidence['patch'];
  /** `null`: the patch could not be applied. */
  readonly files: readonly PatchFile[] | null;
}

/** What it is examined with. */
export interface Examination {
  readonly settings: ProposeSettings;
  readonly policy: Policy;
  readonly place: ProposalPlace;
  readonly incident: Incident;
}

/** Applies the patch to a bare store, asks the gates, and the judge only when nothing else speaks against it. */
export async function examine(world: ProposeWorld, examination: Examination): Promise<Examined> {
  const { settings, policy, incident } = examination;
  const { patch: limits } = policy.verify;
  const handOff = world.bench.handOff(limits);
  const applied = handOff.refusal === null ? world.bench.apply(limits) : null;
  const { proof } = world.handed;
  const patch = {
    digest: handOff.refusal === null ? handOff.patchDigest : null,
    base: settings.base,
    tree: applied?.kind === 'applied' ? applied.tree : null,
    fault: applied?.kind === 'refused' ? applied.code : handOff.refusal,
  };
  if (applied?.kind !== 'applied') return { proof, gates: null, judge: null, patch, files: null };
  const { files } = applied;
  const facts = {
    files,
    suspects: incident.suspects.map(({ path }) => path),
    faults: [],
    ...world.scan(files),
  };
  // The proof says more about a missing test than the gate can: both ask for it on the same attempts.
  const strict = needsTest(settings.attempt, policy.propose);
  const gates = judgePatch(facts, { ...policy.gates, missingTest: strict ? 'fail' : 'needs-human' });
  const examined = { proof, gates, judge: null, patch, files };
  return { ...examined, judge: await ask(world, examination, examined) };
}

/** The judge costs money: it is asked last, and not about what is refused already. */
async function ask(
  world: ProposeWorld,
  { policy, incident, settings: { attempt } }: Examination,
  examined: Examined,
): Promise<Examined['judge']> {
  const { files } = examined;
  const sound = decideProposal({ ...examined, judge: null, attempt }, policy.propose).propose;
  if (!sound || files === null) return null;
  const texts = world.bench.baseTexts(incident.suspects.map(({ path }) => path));
  const material = judgeMaterial(incident, files, texts);
  const result = await judgeProposal(material, world.judge(policy.judge), policy.judge);
  return { requirement: requirementOf(result.gate), note: noteOf(result) };
}

function requirementOf(gate: GateResult | null): Requirement | null {
  return gate === null ? null : { name: gate.name, outcome: gate.outcome, reason: gate.reason };
}

/** What a reviewer needs of it; scores without a true quote count for nothing, and are left out. */
function noteOf(result: JudgeResult): JudgeNote | null {
  if (result.kind !== 'judged') return null;
  const { model, costUsd, inputTokens, outputTokens } = result.usage;
  const scores = result.scores
    .filter((one) => !one.void)
    .map(({ question, score, reason }) => ({ question, score, because: reason }));
  return { model, overall: result.overall, costUsd, inputTokens, outputTokens, scores };
}
