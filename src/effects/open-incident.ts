import type { Effect, IssueRef } from '../domain/effect.ts';
import { signalOf } from '../domain/signal-issue.ts';
import { openOnce } from './new-issue.ts';
import type { EffectPorts } from './ports.ts';

/** Opens the issue of a signal; the anchor in its first line says which signal it is of. */
export function openIncident(
  { signal, title, measured }: Extract<Effect, { kind: 'open-issue' }>,
  ports: EffectPorts,
): Promise<IssueRef> {
  const rendered = ports.renderSignal(signal, title, measured === true);
  const isSame = (text: string) => signalOf(text) === signal.id;
  return openOnce({ ...rendered, label: ports.label, isSame }, ports);
}
