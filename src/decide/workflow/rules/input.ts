import { type Complaint, chainOf, expressions, jobsOf, stepsWhere, type WorkflowRule } from '../rule.ts';
import type { WorkflowTrigger } from '../workflow.ts';

/** Triggers that run with rights on what a stranger proposes. */
const DANGEROUS = new Set(['pull_request', 'pull_request_target', 'workflow_run', 'merge_group']);

/** A closed pull request proposes nothing any more; from a fork it brings neither secrets nor a right to write. */
function isDangerous({ name, types }: WorkflowTrigger): boolean {
  if (name === 'pull_request' && types.length > 0) return types.some((type) => type !== 'closed');
  return DANGEROUS.has(name);
}

/** Contexts whose text strangers write. */
const STRANGERS =
  /\bgithub\s*\.\s*(?:head_ref|event\s*\.\s*(?:issue|comment|review|discussion|pull_request|head_commit|deployment|deployment_status|client_payload|commits|pages|sender)\b(?!\s*\.\s*(?:number|id|type|state|action)\b))|\btoJSON\s*\(\s*github/i;

/** Scripts in an input. */
const SCRIPTS = new Set(['script']);

/** Rules about what strangers can write. */
export const INPUT_RULES: readonly WorkflowRule[] = [
  {
    name: 'script-expansion',
    why: 'An expression is pasted into the script before the shell reads it: its text becomes code.',
    check: (workflow) =>
      stepsWhere(workflow.jobs, ({ run, inputs }) => {
        const scripts = [run, ...[...inputs].flatMap(([name, text]) => (SCRIPTS.has(name) ? [text] : []))];
        return scripts.some((text) => text.includes('${{')) ? 'Pass the value to the script by `env`.' : null;
      }),
    wrong: "jobs: { a: { steps: [{ run: 'echo ${{ github.event.issue.title }}' }] } }",
    right: "jobs: { a: { steps: [{ run: 'echo \"$N\"', env: { N: '${{ github.run_id }}' } }] } }",
  },
  {
    name: 'strangers-text',
    why: 'Titles, bodies, branch names and payloads are whatever a stranger wrote: they go to a worker as the brief’s data only.',
    check: (workflow) =>
      stepsWhere(chainOf(workflow), ({ texts, condition }) =>
        texts
          .filter((text) => text !== condition)
          .flatMap(expressions)
          .some((inner) => STRANGERS.test(inner))
          ? 'Pass no text of an issue, comment, branch or payload to a step: the brief carries it as data.'
          : null,
      ),
    wrong:
      "jobs: { i: { steps: [{ uses: patchpilot/action@v1 }] }, r: { needs: i, steps: [{ uses: openai/codex-action@v1, with: { prompt: 'Fix ${{ github.event.issue.body }}' } }] } }",
    right:
      "jobs: { i: { steps: [{ uses: patchpilot/action@v1 }] }, r: { needs: i, steps: [{ uses: openai/codex-action@v1, with: { prompt-file: '${{ runner.temp }}/order/brief.md' } }] } }",
  },
  {
    name: 'dangerous-trigger',
    why: 'These triggers run with the repository’s rights on code or runs that strangers can shape.',
    check: (workflow) =>
      chainOf(workflow).length === 0
        ? []
        : workflow.triggers.flatMap((trigger): Complaint[] =>
            isDangerous(trigger)
              ? [{ advice: `Take the trigger \`${trigger.name}\` out of this workflow.` }]
              : [],
          ),
    wrong: 'on: [pull_request_target]\njobs: { a: { steps: [{ uses: patchpilot/action@v1 }] } }',
    right:
      'on: { issues: {}, pull_request: { types: [closed] } }\njobs: { a: { steps: [{ uses: patchpilot/action@v1 }] } }',
  },
  {
    name: 'actor-list',
    why: 'Anybody can own a bot: a wildcard lets every one of them spend the model’s key.',
    check: (workflow) =>
      stepsWhere(workflow.jobs, ({ inputs }) => {
        const lists = ['allowed_bots', 'allow-bot-users', 'allow-users', 'allowed_non_write_users'];
        const open = lists.find((name) => (inputs.get(name) ?? '').split(/[\s,]+/).includes('*'));
        return open === undefined ? null : `Name the accounts in \`${open}\` one by one instead of \`*\`.`;
      }),
    wrong:
      "jobs: { a: { steps: [{ uses: anthropics/claude-code-action@v1, with: { github_token: x, allowed_bots: '*' } }] } }",
    right:
      "jobs: { a: { steps: [{ uses: anthropics/claude-code-action@v1, with: { github_token: x, allowed_bots: 'sentry,sentry-io' } }] } }",
  },
  {
    name: 'digest-from-job',
    why: 'A digest that travels with the file proves nothing: it must come from the outputs of the job that made the file.',
    check: (workflow) =>
      stepsWhere(jobsOf(workflow, 'verify', 'propose'), ({ inputs }, job) => {
        const names = ({ verify: ['patch-sha256'], propose: ['patch-sha256', 'proof-digest'] } as const)[
          job.role as 'verify' | 'propose'
        ];
        if (inputs.get('mode') !== job.role) return null;
        const bad = names.find((name) => !/^\$\{\{\s*needs\./.test(inputs.get(name) ?? ''));
        return bad === undefined
          ? null
          : `Take \`${bad}\` from the outputs of the job that made the file (\`needs.…\`).`;
      }),
    wrong:
      "jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: verify, patch-sha256: '${{ steps.read.outputs.digest }}' } }] } }",
    right:
      "jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: verify, patch-sha256: '${{ needs.repair.outputs.digest }}' } }] } }",
  },
];
