import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../domain/errors.ts';
import { DEFAULT_POLICY, type Policy } from '../domain/policy/policy.ts';
import { Judge } from './judge.ts';
import { camelKeys } from './keys.ts';
import { Impact, Performance } from './performance.ts';
import { problemSentences } from './problems.ts';
import { Gates, Propose } from './propose.ts';
import { productionPolicy, Recovery, recoveryPolicy } from './recovery.ts';
import { Verify, verifyPolicy } from './verify.ts';

/** Where the file lies on the default branch. */
export const CONFIG_PATH = '.github/patchpilot.yml';

/** A hand-written file is far smaller; YAML aliases could blow up a larger one. */
const MAX_LENGTH = 65_536;

const { triage, actions, intake } = DEFAULT_POLICY;
const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const name = z.string().min(1).max(100);

const Budgets = z
  .strictObject({
    openPullRequests: whole(0, 100)
      .default(triage.budgets.openPullRequests)
      .describe('Open Patchpilot pull requests at one time.'),
    dispatchesPerDay: whole(0, 1_000)
      .default(triage.budgets.dispatchesPerDay)
      .describe('Incidents handed to a worker per day (UTC).'),
    attemptsPerIncident: whole(0, 10)
      .default(triage.budgets.attemptsPerIncident)
      .describe('Attempts at one incident before a person must take over.'),
    coolDownHours: whole(0, 720)
      .default(triage.budgets.coolDownHours)
      .describe('Hours between two attempts at one incident.'),
    attemptTimeoutHours: whole(1, 72)
      .default(triage.budgets.attemptTimeoutHours)
      .describe('Hours after which an attempt that never reported counts as lost.'),
  })
  .describe('Limits that keep one bad day from becoming an expensive one.');

const Storm = z
  .strictObject({
    classes: whole(2, 1_000)
      .default(triage.storm.classes)
      .describe('New error classes at once that make a storm.'),
    sharedRoot: whole(2, 1_000)
      .default(triage.storm.sharedRoot)
      .describe('Incidents with one suspect file, release or other service that make a storm.'),
    windowMinutes: whole(1, 1_440)
      .default(triage.storm.windowMinutes)
      .describe('Minutes within which they must have started.'),
    calmHours: whole(1, 168)
      .default(triage.storm.calmHours)
      .describe('Hours without an event after which an incident is no longer part of a storm.'),
    mostHours: whole(1, 168)
      .default(triage.storm.mostHours)
      .describe('Hours after which a storm is over in any case.'),
  })
  .describe('When many errors start at once, a person is asked instead of sending a worker at each.');

const Intake = z
  .strictObject({
    source: z
      .enum(['github', 'sentry', 'both'])
      .default(intake.source)
      .describe(
        'Where signals come from: issues that Sentry creates on GitHub, Sentry itself (a scheduled run lists its issues; needs no paid plan), or both.',
      ),
    query: z
      .string()
      .max(500)
      .default(intake.query)
      .describe('Search of the Sentry issues that polling looks at.'),
    period: z
      .string()
      .regex(/^[1-9]\d?[hd]$/, 'use hours or days, such as `14d`')
      .default(intake.period)
      .describe('How far back polling looks.'),
    mostNew: whole(1, 500)
      .default(intake.mostNew)
      .describe('New signals judged in one run; the rest waits for the next one.'),
    sentryApp: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/, 'use the slug of your internal integration')
      .nullable()
      .default(intake.sentryApp)
      .describe(
        'Slug of the internal integration whose token you use: issues that polling opens are then linked in Sentry (needs `event:write`).',
      ),
  })
  .describe('Where signals come from.');

const Sentry = z
  .strictObject({
    authors: z
      .array(
        z.strictObject({
          login: name.describe('Login with its `[bot]`.'),
          id: whole(1, Number.MAX_SAFE_INTEGER)
            .nullable()
            .default(null)
            .describe('Numeric user id; null trusts the login alone.'),
        }),
      )
      .min(1)
      .max(20)
      .default([...triage.authors])
      .describe('Bot accounts whose issues are believed.'),
  })
  .describe('Who speaks for Sentry.');

const Thresholds = z
  .strictObject({
    severity: whole(0, 100).default(triage.minSeverity).describe('Least severity (0–100) for a worker.'),
    fixability: z
      .number()
      .min(0)
      .max(1)
      .default(triage.minFixability)
      .describe('Least fixability (0–1) for a worker.'),
    mergedFixHours: whole(0, 8_760)
      .default(triage.mergedFixHours)
      .describe('Hours for which a merged pull request that names the error is trusted to be its fix.'),
    stalePullRequestDays: whole(1, 365)
      .default(triage.stalePullRequestDays)
      .describe('Days without a change after which an open pull request no longer holds a suspect file.'),
    growthFactor: z
      .number()
      .min(2)
      .max(10_000)
      .default(triage.growthFactor)
      .describe('Growth of the events that brings a remembered no back.'),
  })
  .describe('How much an incident must matter, and how clear it must be.');

const Actions = z
  .strictObject({
    comment: z.boolean().default(actions.comment).describe('Record decisions in a comment.'),
    label: z.boolean().default(actions.label).describe('Label accepted and escalated incidents.'),
    close: z
      .boolean()
      .default(actions.close)
      .describe('Close what is over: recovered incidents, ended storms.'),
    pullRequest: z
      .boolean()
      .default(actions.pullRequest)
      .describe('Open draft pull requests for patches that passed every gate.'),
    dispatch: z.boolean().default(actions.dispatch).describe('Hand accepted incidents to a worker.'),
  })
  .describe('What Patchpilot may do here. Merging, deploying and rolling back are in no list.');

/** `.github/patchpilot.yml`. Everything is optional; an unknown key is an error, since it would be silently ignored. */
export const ConfigFile = z
  .strictObject({
    enabled: z.boolean().default(triage.enabled).describe('The kill switch.'),
    optOutLabels: z
      .array(name)
      .max(50)
      .default([...triage.optOutLabels])
      .describe('Labels that keep Patchpilot out of an issue.'),
    allowNoise: z
      .array(name)
      .max(200)
      .default([])
      .describe('Noise rules that do not apply here, by name (docs/noise.md).'),
    intake: Intake.prefault({}),
    sentry: Sentry.prefault({}),
    thresholds: Thresholds.prefault({}),
    budgets: Budgets.prefault({}),
    storm: Storm.prefault({}),
    actions: Actions.prefault({}),
    verify: Verify.prefault({}),
    gates: Gates.prefault({}),
    propose: Propose.prefault({}),
    judge: Judge.prefault({}),
    performance: Performance.prefault({}),
    impact: Impact.prefault({}),
    recovery: Recovery.prefault({}),
  })
  .describe('Configuration of Patchpilot.');

/** Parses the file's text (`null`: there is none); throws ConfigError with every problem at once. */
export function readConfigFile(text: string | null): Policy {
  const content = camelKeys(text === null ? {} : (yaml(text) ?? {}));
  const parsed = ConfigFile.safeParse(content);
  if (!parsed.success) throw new ConfigError(problemSentences(CONFIG_PATH, content, parsed.error.issues));
  const file = parsed.data;
  return {
    actions: file.actions,
    intake: file.intake,
    verify: verifyPolicy(file.verify),
    gates: { ...DEFAULT_POLICY.gates, ...file.gates },
    propose: file.propose,
    judge: file.judge,
    performance: file.performance,
    impact: file.impact,
    recovery: recoveryPolicy(file.recovery),
    production: productionPolicy(file.recovery),
    triage: {
      enabled: file.enabled,
      authors: file.sentry.authors,
      environments: triage.environments,
      optOutLabels: file.optOutLabels,
      allowNoise: file.allowNoise,
      minSeverity: file.thresholds.severity,
      minFixability: file.thresholds.fixability,
      growthFactor: file.thresholds.growthFactor,
      mergedFixHours: file.thresholds.mergedFixHours,
      stalePullRequestDays: file.thresholds.stalePullRequestDays,
      budgets: file.budgets,
      storm: file.storm,
    },
  };
}

function yaml(text: string): unknown {
  if (text.length > MAX_LENGTH) {
    throw new ConfigError([
      `${CONFIG_PATH} has ${text.length} characters: shorten it to at most ${MAX_LENGTH}.`,
    ]);
  }
  try {
    return parse(text, { maxAliasCount: 20, prettyErrors: true, logLevel: 'error' });
  } catch (error) {
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const where = at === undefined ? '' : ` in line ${at.line}, column ${at.col}`;
    throw new ConfigError([
      `${CONFIG_PATH} is not valid YAML${where}: correct it there (an editor with the schema shows the place).`,
    ]);
  }
}
