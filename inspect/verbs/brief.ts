import { z } from 'zod';
import { rankSuspects } from '../../src/decide/suspects/rank.ts';
import { classify } from '../../src/domain/class/classify.ts';
import { mapEvent } from '../../src/domain/tree/frame.ts';
import { indexTree } from '../../src/domain/tree/tree.ts';
import { renderBrief } from '../../src/render/brief.ts';
import { cleanEvent } from '../../src/sources/sentry/clean-event.ts';
import { readCase } from '../case.ts';

const Input = z.object({ tree: z.array(z.string()).default([]) });

/** Delimits data in a brief that no worker gets; a run makes an unpredictable one. */
const NONCE = 'inspect';

/** `{"event"|"text", "tree"?}` → the brief that a worker would get, and where the evidence addresses an agent. */
export function brief(input: unknown): unknown {
  const parsed = Input.safeParse(input);
  if (!parsed.success) throw new Error('"tree" must be a list of paths');
  const { event, injection } = cleanEvent(readCase(input));
  const tree = indexTree(parsed.data.tree);
  const mapped = mapEvent(event, tree).map((frames) => frames.map((frame) => frame.path));
  const order = {
    issue: 1,
    repository: 'owner/name',
    base: 'HEAD',
    attempt: 1,
    event,
    errorClass: classify(event),
    signal: UNREMARKABLE,
    ranking: rankSuspects({ event, tree }),
    mapped,
    suspectCommit: null,
    readAt: event.timestamp ?? '',
    hint: null,
    tried: [],
    redLog: null,
    lessons: [],
  };
  return { brief: renderBrief(order, { nonce: NONCE }), injection };
}

/** What a case does not carry. */
const UNREMARKABLE = {
  id: '1',
  shortId: 'CASE-1',
  organization: '',
  project: '',
  status: 'unresolved',
  substatus: null,
  category: 'error',
  type: 'error',
  count: 1,
  recentCount: null,
  userCount: 1,
  firstSeen: '',
  lastSeen: '',
  firstRelease: null,
  lastRelease: null,
  resolvedInRelease: null,
  unhandled: null,
} as const;
