import type { PatchFinding } from '../../../domain/gate.ts';
import { type Gate, type GateCase, type GateFinding, gateLine } from '../finding.ts';

const KINDS: Readonly<Record<string, string>> = {
  bidi: 'a character that turns the reading direction is added',
  invisible: 'an invisible character is added',
  control: 'a control character is added',
  'look-alike': 'a word mixes letters that look alike',
};

/** Findings without the line's text: it may hold the secret itself. */
function toFindings(found: readonly PatchFinding[], why: (kind: string) => string): readonly GateFinding[] {
  return found.map(({ path, line, kind, certain }) => ({
    outcome: certain ? ('fail' as const) : ('needs-human' as const),
    why: why(kind),
    line: gateLine(path, line, `(${kind})`),
  }));
}

/** What safety took for a secret in the added lines. The value is never shown. */
export const secrets: Gate = {
  name: 'secrets',
  clean: 'No secret is added.',
  look: ({ facts }: GateCase) =>
    toFindings(facts.secrets, (kind) => `what looks like a secret (${kind}) is added`),
};

/** Characters that make code read otherwise than it runs. */
export const invisible: Gate = {
  name: 'invisible',
  clean: 'No invisible or misleading character is added.',
  look: ({ facts }: GateCase) =>
    toFindings(facts.invisible, (kind) => KINDS[kind] ?? 'a misleading character is added'),
};
