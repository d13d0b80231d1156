import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadIncident, placeIncident } from '../incident.ts';
import type { Repair } from '../jobs.ts';
import { runAction } from '../runner/run-action.ts';
import type { Sandbox } from '../sandbox.ts';
import { heading, step } from './paper.ts';
import { plain } from './plain.ts';
import { dayBefore, goOn, mergeAndDeploy, type Production, recover } from './recover.ts';
import { type RepairPlace, repairOnce } from './repair.ts';

/** A fix that looks right and does not help: another attempt, and then a person. */
export async function relapseStory(place: Omit<RepairPlace, 'repository'>): Promise<void> {
  const { world, tokens, now } = place;
  const fixture = loadIncident('checkout-node');
  const repository = world.github.repository({ name: 'checkout-again', files: fixture.files });
  const id = '5200000042';
  const permalink = `https://acme.sentry.io/issues/${id}/`;
  const { sentryIssue } = placeIncident(world, fixture, {
    repository,
    change: { id, shortId: 'SHOP-API-2B', permalink, project: { slug: 'shop-again' } },
  });
  const production = { world, repository, sentryIssue, token: tokens.github, sentryToken: tokens.sentry };
  console.log(heading('And a fix that does not help'));
  dayBefore(production, now);
  const folder = mkdtempSync(join(tmpdir(), 'patchpilot-demo-'));
  try {
    const repair = await accept(place, production);
    const first = await repairOnce({ ...place, repository }, { repair, kind: 'symptom', folder });
    await failOn(production, first, {
      hours: 3,
      title: 'The error goes on in the fixed release. recover: once more, knowing that',
    });
    const second = repository.openPull({
      author: 'github-actions[bot]',
      title: 'fix(coupon): another idea',
      branch: `patchpilot/${repair.fingerprint}`,
      files: { 'src/coupon.js': "export * from './coupon-of-another-idea.js';\n" },
      draft: true,
    });
    await failOn(production, second.number, {
      hours: 30,
      title: 'It goes on after the second fix as well. recover: a person must look',
    });
    console.log(
      step(
        'The incident stays open, with everything that was tried',
        plain(repository.issue(1).comments[0]?.body ?? ''),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The fix is merged and served, and changes nothing. */
async function failOn(
  production: Production,
  number: number,
  { hours, title }: { readonly hours: number; readonly title: string },
): Promise<void> {
  const release = mergeAndDeploy(production, number);
  goOn(production, hours, { release, failing: true });
  await recover(production, title);
}

async function accept(
  { tokens }: { readonly tokens: RepairPlace['tokens'] },
  { world, repository }: Production,
): Promise<Repair> {
  const result = await runAction({
    sandbox: world as Sandbox,
    repository,
    event: repository.events.issues('opened', 1),
    token: tokens.github,
    env: { PATCHPILOT_NOW: world.clock.iso() },
    inputs: { 'sentry-token': tokens.sentry, 'sentry-org': 'acme', 'sentry-url': world.sentry.url },
  });
  const [repair] = JSON.parse(result.outputs.repairs ?? '[]') as Repair[];
  if (repair === undefined) throw new Error(`not accepted:\n${result.log}`);
  return repair;
}
