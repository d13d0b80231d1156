import { isMissing } from '../../domain/facts.ts';
import { type Check, decisive, passes } from './check.ts';

/** Is there an event, and is it production's? The answer is never assumed. */
export const PRODUCTION: readonly Check[] = [present, environment];

function present({ event, environments }: Parameters<Check>[0]): ReturnType<Check> {
  if (!isMissing(event)) return null;
  // The question named the environments: "none" means that production has not seen it.
  if (event.why === 'not-found' && environments.length > 0) {
    return decisive('ignore', 'environment-not-production', { asked: environments, found: 'no event' });
  }
  return decisive('escalate', event.why === 'not-found' ? 'event-missing' : 'sentry-unavailable', {
    advice: event.advice,
  });
}

function environment({ event }: Parameters<Check>[0], policy: Parameters<Check>[1]): ReturnType<Check> {
  if (isMissing(event)) return null;
  const { environment: found } = event;
  if (found === null) return decisive('ignore', 'environment-unknown');
  const production = policy.environments.some((name) => name.toLowerCase() === found.toLowerCase());
  return production
    ? passes('environment-not-production', { environment: found })
    : decisive('ignore', 'environment-not-production', {
        environment: found,
        production: policy.environments,
      });
}
