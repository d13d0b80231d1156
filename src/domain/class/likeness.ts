/** Whether two errors are one bug, how sure, and why. */
export interface Likeness {
  readonly same: boolean;
  /** 0–1; `same` means ≥ 0.5. */
  readonly score: number;
  readonly why: string;
}

export function yes(score: number, why: string): Likeness {
  return { same: true, score: Math.round(Math.min(score, 1) * 100) / 100, why };
}

export function no(why: string): Likeness {
  return { same: false, score: 0.2, why };
}
