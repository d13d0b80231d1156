import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import { missingImpact } from '../../decide/intake/notices.ts';
import type { IntakePlan } from '../../decide/intake/plan.ts';
import type { Receipt } from '../../domain/effect.ts';
import type { Outcome } from '../../domain/outcome.ts';

/** What became of a plan: an incident goes to a worker only when its brief and its record are both in place. */
export function intakeOutcome(
  plan: IntakePlan,
  {
    receipts,
    dryRun,
    judged,
  }: {
    readonly receipts: readonly Receipt[];
    readonly dryRun: boolean;
    readonly judged: readonly JudgedCandidate[];
  },
): Outcome {
  const dispatches = plan.dispatches.flatMap((dispatch) => {
    const target = `#${dispatch.issue}`;
    const own = receipts.filter(
      ({ target: at, effect }) => at === target && (effect === 'brief' || effect === 'comment'),
    );
    const brief = own.find((receipt) => receipt.effect === 'brief' && receipt.kind === 'done');
    const digest = brief?.kind === 'done' ? brief.digest : undefined;
    const whole = own.every((receipt) => receipt.kind === 'done');
    return digest !== undefined && whole ? [{ ...dispatch, digest }] : [];
  });
  const notices = receipts.flatMap((receipt) =>
    receipt.kind === 'failed' ? [`${receipt.target}: ${receipt.advice}`] : [],
  );
  const all = [...notices, ...missingImpact(judged)];
  return { mode: 'intake', dryRun, findings: plan.findings, dispatches, receipts, notices: all };
}
