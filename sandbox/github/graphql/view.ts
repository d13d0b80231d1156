import { need, type Session } from '../identity.ts';
import type { Repository, Scope } from '../state.ts';

/** One GraphQL request's view: who asks, and where links lead. */
export type View = { readonly session: Session; readonly origin: string };

/** What a private repository keeps from tokens without the right to read it. */
export function reading<Value>(
  view: View,
  repository: Repository,
  [scope, make]: [Scope, () => Value],
): Value {
  if (repository.private) need(view.session, scope, 'read');
  return make();
}

/** GraphQL enums are upper-case. */
export const upper = (text: string | null): string | null => (text === null ? null : text.toUpperCase());
