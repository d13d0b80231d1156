import type { Frame } from '../event.ts';
import { untrusted } from '../trust.ts';

/** Which family of formats a line belongs to; decides order and how the header is found. */
export type TraceKind =
  | 'javascript'
  | 'python'
  | 'java'
  | 'go'
  | 'ruby'
  | 'php'
  | 'csharp'
  | 'rust'
  | 'native'
  | 'swift'
  | 'elixir'
  | 'dart'
  | 'perl'
  | 'sentry';

/** One line of a stack. */
export interface RawFrame {
  readonly kind: TraceKind;
  readonly path: string | null;
  readonly module?: string | null;
  readonly function: string | null;
  readonly line: number | null;
  readonly column?: number | null;
  /** What the format itself tells of the owner; absent: nothing. */
  readonly inApp?: boolean;
}

export function toFrame(raw: RawFrame): Frame {
  const text = (value: string | null | undefined) =>
    value === null || value === undefined || value === '' ? null : untrusted(value);
  return {
    path: text(raw.path),
    absPath: null,
    module: text(raw.module),
    function: text(raw.function),
    line: raw.line,
    column: raw.column ?? null,
    inApp: raw.inApp ?? null,
    platform: raw.kind === 'sentry' ? null : untrusted(raw.kind),
    context: [],
  };
}
