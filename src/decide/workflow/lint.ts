import { chainOf, type WorkflowFinding, type WorkflowRule } from './rule.ts';
import { INPUT_RULES } from './rules/input.ts';
import { RIGHTS_RULES } from './rules/rights.ts';
import { SECRET_RULES } from './rules/secrets.ts';
import { SUPPLY_RULES } from './rules/supply.ts';
import { readWorkflow } from './workflow.ts';

/** Every rule, in the order in which findings are listed. */
export const WORKFLOW_RULES: readonly WorkflowRule[] = [
  ...RIGHTS_RULES,
  ...SECRET_RULES,
  ...INPUT_RULES,
  ...SUPPLY_RULES,
];

/**
 * What a workflow grants, leaks or forgets, given as parsed YAML. Pure, and silent about workflows in which we have no job.
 * Never throws: what has no form that GitHub would run has nothing to find.
 */
export function lintWorkflow(parsed: unknown): readonly WorkflowFinding[] {
  const workflow = readWorkflow(parsed);
  if (chainOf(workflow).length === 0) return [];
  return WORKFLOW_RULES.flatMap((rule) =>
    rule.check(workflow).map(({ job, step, advice }) => ({
      rule: rule.name,
      job: job?.id ?? '',
      step: step?.place ?? 0,
      advice,
    })),
  );
}
