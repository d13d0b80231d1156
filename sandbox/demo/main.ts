import { loadIncident, placeIncident } from '../incident.ts';
import type { Repair } from '../jobs.ts';
import { type ActionResult, runAction } from '../runner/run-action.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { bold, dim, heading, indent, step } from './paper.ts';
import { plain } from './plain.ts';
import { dayBefore, recoveredStory } from './recover.ts';
import { relapseStory } from './relapse.ts';
import { repairStory } from './repair.ts';

/** What happens in production, in the order of the story. */
const SCENES = [
  {
    fixture: 'checkout-node',
    intro: 'Customers with an old coupon cannot check out. Sentry opens a GitHub issue:',
  },
  { fixture: 'staging-only', intro: 'The same kind of error, but somebody is only trying things out:' },
  { fixture: 'browser-extension', intro: 'A visitor’s browser extension crashes on our page:' },
  { fixture: 'dns-outage', intro: 'The mail provider’s name does not resolve for a minute:' },
  { fixture: 'hostile-event', intro: 'Somebody found our public DSN and sends an “error” of their own:' },
] as const;

const NOW = '2026-11-21T10:00:00Z';
const TOKENS = {
  github: 'ghs_demoDemoDemoDemoDemo01',
  sentry: 'sntrys_demoDemoDemoDemo02',
  writer: 'ghs_demoDemoDemoDemoDemo03',
};

const sandbox = await startSandbox({ now: NOW });
try {
  await tell(sandbox);
} finally {
  await sandbox.close();
}

async function tell(world: Sandbox): Promise<void> {
  allow(world);
  console.log(
    `\n${bold('Patchpilot')} turns a production error into a verified draft pull request, or into a recorded decision not to act.`,
  );
  console.log(
    dim(
      'What follows runs the real bundle (dist/index.js) as a runner would, against GitHub and Sentry doubles on this machine.',
    ),
  );
  for (const [index, scene] of SCENES.entries()) await play(world, scene, index + 1);
  await relapseStory({ world, tokens: TOKENS, now: world.clock.iso() });
  const requests = world.log.length;
  console.log(heading('That was it'));
  console.log(
    `${SCENES.length} errors: 1 accepted, its first patch refused, its second one proposed, merged and proven; ${SCENES.length - 1} refused or handed to a person; one fix that did not help ended with a person; ${requests} real HTTP requests, none of them left this machine.`,
  );
  console.log(
    `Ask it yourself: ${bold(`echo '{"text":"TypeError: x is undefined\\n    at total (/app/src/cart.js:12:5)","tree":["src/cart.js"]}' | npm run --silent inspect -- triage`)}\n`,
  );
}

function allow(world: Sandbox): void {
  const permissions = {
    issues: 'write',
    contents: 'read',
    pull_requests: 'read',
    deployments: 'read',
  } as const;
  world.github.token({
    name: 'workflow',
    secret: TOKENS.github,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions,
  });
  world.github.token({
    name: 'writer',
    secret: TOKENS.writer,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions: { issues: 'write', contents: 'write', pull_requests: 'write' },
  });
  world.sentry.token({
    name: 'sentry',
    secret: TOKENS.sentry,
    scopes: ['event:read', 'project:read', 'org:read'],
  });
}

async function play(world: Sandbox, scene: (typeof SCENES)[number], number: number): Promise<void> {
  const fixture = loadIncident(scene.fixture);
  const repository = world.github.repository({ name: scene.fixture, files: fixture.files });
  const { issue, sentryIssue } = placeIncident(world, fixture, { repository });
  const production = { world, repository, sentryIssue, token: TOKENS.github, sentryToken: TOKENS.sentry };
  if (number === 1) dayBefore(production, NOW);
  console.log(heading(`${number}. ${scene.intro}`));
  console.log(indent(`#${issue.number} ${firstLine(issue.title)}`));
  const result = await runAction({
    sandbox: world,
    repository,
    event: repository.events.issues('opened', issue.number),
    token: TOKENS.github,
    env: { PATCHPILOT_NOW: NOW },
    inputs: { 'sentry-token': TOKENS.sentry, 'sentry-org': 'acme', 'sentry-url': world.sentry.url },
  });
  if (result.exitCode !== 0) throw new Error(`the action failed:\n${result.log}`);
  console.log(step('The run says', result.log.trim()));
  const comment = repository.issue(issue.number).comments.at(-1);
  console.log(
    step('It writes one comment on the issue', comment === undefined ? 'none' : plain(comment.body)),
  );
  showBrief(result);
  const [repair] = JSON.parse(result.outputs.repairs ?? '[]') as Repair[];
  if (repair !== undefined) {
    const pull = await repairStory({ world, repository, tokens: TOKENS, now: NOW }, repair);
    await recoveredStory(production, pull);
  }
  console.log(
    dim(
      indent(
        `${result.requests.length} requests: ${result.requests.map((request) => `${request.service} ${shortLabel(request.label)}`).join(' · ')}`,
      ),
    ),
  );
}

/** The brief of the accepted incident; only its beginning, it is long. */
function showBrief({ files }: ActionResult): void {
  const [name] = Object.keys(files).filter((file) => file.endsWith('.md'));
  if (name === undefined) return;
  const lines = (files[name] ?? '').split('\n');
  const shown = lines.slice(0, 32).join('\n');
  console.log(
    step(`It hands a brief to the worker (${name}, the first ${32} of ${lines.length} lines)`, shown),
  );
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 120);
}

function shortLabel(label: string): string {
  return label
    .replace(/^GET \/api\/0/, 'GET ')
    .replace(/\?.*$/, '')
    .replace(/[0-9a-f]{32,40}/, '…')
    .slice(0, 60);
}
