import { triage } from '../../inspect/verbs/triage.ts';
import type { TriageCase } from './cases.ts';

/** What the gate decides about a case. */
export function decideCase({ event, tree }: TriageCase) {
  return triage({ event: wire(event), tree }) as { readonly verdict: string; readonly reasonCode: string };
}

/** As an SDK would send it: the verb reads what comes over the wire. */
function wire(event: TriageCase['event']): object {
  const { url, host } = event.tags;
  return {
    platform: event.platform,
    environment: event.environment,
    release: event.release,
    transaction: event.transaction,
    tags: event.tags,
    request: {
      url: url ?? (host === undefined ? undefined : `http://${host}/`),
      headers: [['User-Agent', event.tags.user_agent ?? '']],
    },
    exception: {
      values: event.exceptions.toReversed().map(({ type, value, frames }) => ({
        type,
        value,
        stacktrace: {
          frames: frames.map((frame) => ({
            filename: frame.path,
            abs_path: frame.absPath,
            function: frame.function,
            module: frame.module,
            lineno: frame.line,
            in_app: frame.inApp ?? undefined,
          })),
        },
      })),
    },
  };
}
