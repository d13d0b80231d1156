import { z } from 'zod';
import {
  DEFAULT_HEALTH_CHECK,
  DEFAULT_PRODUCTION_POLICY,
  type ProductionPolicy,
} from '../domain/policy/production.ts';
import { DEFAULT_RECOVERY_POLICY, MOST_WATCH_DAYS, type RecoveryPolicy } from '../domain/policy/recovery.ts';

const policy = DEFAULT_RECOVERY_POLICY;
const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const address = z.url({ protocol: /^https$/, error: 'use a public https address' }).max(2_000);

const Health = z
  .strictObject({
    url: address.describe('Address that is asked.'),
    method: z.enum(['GET', 'HEAD']).default(DEFAULT_HEALTH_CHECK.method).describe('How it is asked.'),
    status: whole(100, 599).default(DEFAULT_HEALTH_CHECK.status).describe('Status that counts as well.'),
    bodyText: z
      .string()
      .min(1)
      .max(200)
      .nullable()
      .default(DEFAULT_HEALTH_CHECK.bodyText)
      .describe('Words that the answer must hold.'),
    maxMilliseconds: whole(100, 60_000)
      .default(DEFAULT_HEALTH_CHECK.maxMilliseconds)
      .describe('Milliseconds within which it must answer.'),
    retries: whole(0, 5).default(DEFAULT_HEALTH_CHECK.retries).describe('Further tries after a failure.'),
    retrySeconds: whole(0, 60)
      .default(DEFAULT_HEALTH_CHECK.retrySeconds)
      .describe('Seconds between two tries.'),
  })
  .refine((check) => check.method === 'GET' || check.bodyText === null, {
    message: 'a HEAD answer has no body: use GET, or leave body-text out',
  });

const Patience = z
  .strictObject({
    pullRequestDays: whole(1, MOST_WATCH_DAYS)
      .default(policy.patience.pullRequestDays)
      .describe('Days for a review.'),
    deployHours: whole(1, 8_760)
      .default(policy.patience.deployHours)
      .describe('Hours for a merged fix to be deployed.'),
    failedDeployHours: whole(1, 8_760)
      .default(policy.patience.failedDeployHours)
      .describe('Hours for a failed deployment to be repeated.'),
    unhealthyHours: whole(1, 8_760)
      .default(policy.patience.unhealthyHours)
      .describe('Hours for a site that does not answer as it should.'),
    missingHours: whole(1, 8_760)
      .default(policy.patience.missingHours)
      .describe('Hours for evidence that cannot be had.'),
    contradictionHours: whole(1, 8_760)
      .default(policy.patience.contradictionHours)
      .describe('Hours for sources that contradict each other.'),
    silenceDays: whole(1, 365)
      .default(policy.patience.silenceDays)
      .describe('Days for a silence to be proof.'),
    horizonDays: whole(1, 365)
      .default(policy.patience.horizonDays)
      .describe('A silence that would take longer is not waited for.'),
  })
  .describe('How long each kind of waiting may last before a person is asked.');

const Checks = z
  .strictObject({
    firstMinutes: whole(1, 1_440).default(policy.checks.firstMinutes).describe('Minutes to the first look.'),
    mostHours: whole(1, 168).default(policy.checks.mostHours).describe('Most hours between two looks.'),
    watchDays: whole(1, 365)
      .default(policy.checks.watchDays)
      .describe('Days for which a closed incident is watched.'),
  })
  .describe('When to look again.');

/** The `recovery` group of `.github/patchpilot.yml`. */
export const Recovery = z
  .strictObject({
    maxChance: z
      .number()
      .min(0.000_001)
      .max(0.2)
      .default(policy.maxChance)
      .describe('Greatest probability that the silence is chance.'),
    secondSignals: whole(1, 3)
      .default(policy.secondSignals)
      .describe('Independent signals beside the silence that must agree.'),
    trafficSurge: z
      .number()
      .min(1)
      .max(100)
      .default(policy.trafficSurge)
      .describe('Traffic beyond this multiple of what came before is not believed.'),
    dwellMinutes: whole(0, 1_440)
      .default(policy.dwellMinutes)
      .describe('Least minutes under the fix, whatever the traffic.'),
    settleMinutes: whole(0, 240)
      .default(policy.settleMinutes)
      .describe('Minutes after a deploy in which old instances may still send events.'),
    environments: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(10)
      .default([...DEFAULT_PRODUCTION_POLICY.environments])
      .describe('Names that production has among the deployments on GitHub.'),
    versionUrl: address
      .nullable()
      .default(DEFAULT_PRODUCTION_POLICY.versionUrl)
      .describe('Public https address that answers the commit that production serves.'),
    health: z
      .array(Health)
      .max(10)
      .default([])
      .describe(
        'Checks of the site: `url` (public, https), `method`, `status`, `body-text`, `max-milliseconds`, `retries`, `retry-seconds`.',
      ),
    resolveInSentry: z
      .boolean()
      .default(DEFAULT_PRODUCTION_POLICY.resolveInSentry)
      .describe('Resolve the Sentry issue when its incident is closed (needs `event:write`).'),
    patience: Patience.prefault({}),
    checks: Checks.prefault({}),
  })
  .describe('When an incident counts as over.');

type Group = z.infer<typeof Recovery>;

/** The group's numbers as policy; what is no matter of configuration keeps its default. */
export function recoveryPolicy(group: Group): RecoveryPolicy {
  const { maxChance, secondSignals, trafficSurge, dwellMinutes, settleMinutes, patience, checks } = group;
  return {
    ...policy,
    ...{ maxChance, secondSignals, trafficSurge, dwellMinutes, settleMinutes, patience },
    checks: { ...policy.checks, ...checks },
  };
}

export function productionPolicy(group: Group): ProductionPolicy {
  const { environments, versionUrl, health, resolveInSentry } = group;
  return { environments, versionUrl, health, resolveInSentry };
}
