import type { JobRole } from './workflow.ts';

/** What a job of each role may be granted, and what it cannot do without. */
export interface Rights {
  readonly most: Readonly<Record<string, 'read' | 'write'>>;
  readonly least: Readonly<Record<string, 'read' | 'write'>>;
}

const reading = { contents: 'read', 'pull-requests': 'read', actions: 'read' } as const;
const deciding: Rights = {
  most: { ...reading, issues: 'write', checks: 'read', statuses: 'read' },
  least: { issues: 'write', contents: 'read', 'pull-requests': 'read' },
};

/**
 * Rights by role. `actions: read` lists the caches that hold the memory and reads the log of a red check, which `checks` and
 * `statuses` show. Nobody needs an id token or packages.
 */
export const RIGHTS: Readonly<Record<Exclude<JobRole, 'other'>, Rights>> = {
  intake: deciding,
  performance: deciding,
  repair: { most: { contents: 'read' }, least: { contents: 'read' } },
  verify: { most: { contents: 'read' }, least: { contents: 'read' } },
  propose: {
    most: { contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'read' },
    least: { contents: 'write', 'pull-requests': 'write', issues: 'write' },
  },
  recover: {
    most: { ...reading, issues: 'write', deployments: 'read' },
    least: { issues: 'write', contents: 'read', deployments: 'read' },
  },
  report: { most: { ...reading, issues: 'write' }, least: { issues: 'write' } },
  doctor: { most: { ...reading, issues: 'read', deployments: 'read' }, least: { contents: 'read' } },
};

/** Whether a level reaches another: `write` holds `read`, everything holds nothing. */
export function reaches(level: string, needed: string): boolean {
  const rank = (name: string) => (name === 'write' ? 2 : name === 'read' ? 1 : 0);
  return rank(level) >= rank(needed);
}
