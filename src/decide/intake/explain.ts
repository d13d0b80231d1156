import type { Effect } from '../../domain/effect.ts';
import { isExplanationOf } from '../../domain/explanation.ts';
import type { Incident } from '../../domain/incident.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import { commandOf } from '../triage/command.ts';

/** Answers to every `/patchpilot explain` of an issue that has none yet; the newest one speaks for all before it. */
export function explanations({ facts, nodeId }: CandidateIssue, incident: Incident): Effect[] {
  const asked = facts.comments.findLast((comment) => commandOf(comment)?.verb === 'explain');
  if (asked === undefined || facts.locked) return [];
  const answered = facts.comments.some((comment) => comment.ours && isExplanationOf(comment.body, asked.id));
  const issue = { number: facts.number, nodeId };
  return answered ? [] : [{ kind: 'explain', issue, answers: asked.id, incident }];
}
