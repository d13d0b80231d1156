import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowEvent } from '../../sandbox/github/webhooks.ts';
import { openScene, type Scene } from './scene.ts';
import { differences } from './shape.ts';

type Example = { readonly action?: string };
const definitions = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
  readonly name: string;
  readonly examples: readonly Example[];
}[];

/** The newest published example of an event, without what only organisations and App installations add. */
function example(name: string, action: string | undefined): Record<string, unknown> {
  const found = definitions
    .find((definition) => definition.name === name)
    ?.examples.find((candidate) => action === undefined || candidate.action === action);
  if (found === undefined) throw new Error(`no example of ${name} ${action}`);
  const { installation, organization, ...rest } = found as Record<string, unknown>;
  return rest;
}

/** Old examples have these; the current REST description has not, or only for some tokens. */
const OLD =
  /\.(custom_properties|web_commit_signoff_required|allow_\w+|delete_branch_on_merge|use_squash_pr_title_as_default|squash_merge_commit_\w+|merge_commit_\w+|events\[\]|permissions\.\w+|payload\.\w+)\b|^\.issue\.draft: |\.repository\.(pushed_at|created_at): |\.repo\.(pushed_at|created_at): /;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.sandbox.close());

describe('event files', () => {
  const check = (event: WorkflowEvent, named = true) => {
    const action = named ? String(event.payload.action) : undefined;
    const found = differences(example(event.name, action), event.payload).filter((line) => !OLD.test(line));
    expect(found).toEqual([]);
  };

  it('have the shape of the published examples', () => {
    const { repository, sandbox } = scene;
    const { events } = repository;
    repository.openIssue({ title: 'x', labels: ['bug'], comments: [{ author: 'dev', body: 'hi' }] });
    check(events.issues('opened', 1));
    check(events.issues('reopened', 1));
    check(events.issueLabeled(1, 'bug'));
    check(events.issueComment(1, repository.issue(1).comments[0]?.id ?? 0));
    check(events.workflowDispatch({ issue: '1' }), false);
    check(events.repositoryDispatch('vercel.deployment.success', { environment: 'production' }), false);
    const deployment = repository.deploy({ ref: 'main' });
    check(events.deploymentStatus(deployment));
    expect(events.deploymentStatus(repository.deploy({ ref: repository.head() })).ref).toBe('');
    repository.push({ branch: 'patchpilot/x', files: { 'a.txt': 'a' }, message: 'fix' });
    return scene.octokit.rest.pulls
      .create({ owner: 'acme', repo: 'shop', title: 'Fix', head: 'patchpilot/x', base: 'main' })
      .then(({ data }) => {
        repository.merge({ number: data.number });
        check(events.pullRequestClosed(data.number));
        expect(events.schedule().payload).toMatchObject({ schedule: '17 * * * *' });
        expect(sandbox.log).toHaveLength(1);
      });
  });
});
