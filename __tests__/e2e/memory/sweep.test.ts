import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadIncident, placeIncident } from '../../../sandbox/incident.ts';
import {
  lawCrash,
  lawLostAnswers,
  lawNoLeak,
  lawNothingUnknown,
  type Story,
  writesOf,
} from '../harness/laws.ts';
import {
  GITHUB_TOKEN,
  type IncidentWorld,
  incidentWorld,
  inWorld,
  runIntake,
  SENTRY_TOKEN,
} from '../intake/world.ts';
import { caches, github, run, withActions } from './world.ts';

describe('the memory of sweeps', () => {
  it('is made from the record when there is none, saved, and makes the next sweep cheap', () =>
    inWorld(withActions(incidentWorld('checkout-node')), async (world) => {
      const first = await run(world, '2026-11-21T10:00:00Z');
      lawNothingUnknown(first);
      lawNoLeak(first, [GITHUB_TOKEN, SENTRY_TOKEN]);
      expect(github(first).join()).toContain('PatchpilotRecord');
      expect(caches(world)).toBe(1);
      const second = await run(world, '2026-11-21T11:00:00Z');
      expect(second.outputs['reason-code']).toBe('already-tracked');
      expect(writesOf(second).filter(({ service }) => service !== 'cache')).toEqual([]);
      expect(github(second).join()).not.toContain('PatchpilotRecord');
      expect(github(second).length).toBeLessThanOrEqual(5);
      expect(caches(world)).toBe(1);
    }));

  it('a run that may only read records on GitHub, and the next trusted one folds it in and saves', () =>
    inWorld(withActions(incidentWorld('checkout-node')), async (world) => {
      const first = await run(world, '2026-11-21T10:00:00Z', { mode: 'read' });
      expect(first.outputs.decision).toBe('accept');
      expect(caches(world)).toBe(0);
      await run(world, '2026-11-21T11:00:00Z');
      expect(caches(world)).toBe(1);
    }));

  it('finds an incident that grew tenfold although nobody touched its issue', () =>
    inWorld(withActions(incidentWorld('staging-only')), async (world) => {
      const { repository, sandbox, sentryIssue } = world;
      const quiet = { ...loadIncident('django-orders') };
      const id = '7100000001';
      const change = {
        id,
        shortId: 'BACK-9',
        count: '2',
        userCount: 1,
        permalink: `https://acme.sentry.io/issues/${id}/`,
      };
      repository.push({
        files: { ...quiet.files, '.github/patchpilot.yml': 'thresholds:\n  severity: 45\n' },
        message: 'files',
      });
      const placed = placeIncident(sandbox, quiet, { repository, change });
      const first = await run(world, '2026-11-21T10:00:00Z');
      expect(first.summary).toContain('below-severity');
      await run(world, '2026-11-21T17:00:00Z');
      const later = '2026-11-21T18:00:00Z';
      placed.sentryIssue.json = {
        ...placed.sentryIssue.json,
        count: '5000',
        userCount: 900,
        lastSeen: later,
      };
      sentryIssue.json = { ...sentryIssue.json, status: 'ignored' };
      sandbox.clock.set(later);
      const second = await run(world, later);
      expect(github(second).join()).toContain('PatchpilotIssues');
      expect(JSON.parse(second.outputs.repairs ?? '[]')).toHaveLength(1);
    }));

  it('killed at any request, of the cache too, and run again, it ends as one clean run', async () => {
    const story: Story<IncidentWorld> = {
      build: () => withActions(incidentWorld('staging-only')),
      run: (world, kill) =>
        run(
          world,
          '2026-11-21T10:00:00Z',
          // What is run again is another attempt of the same run.
          kill === undefined ? { runId: 7, runAttempt: 2 } : { runId: 7, kill },
        ),
      end: (world) => [
        JSON.parse(JSON.stringify(world.repository.record()).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')),
        caches(world) > 0,
      ],
      close: (world) => world.sandbox.close(),
    };
    expect(await lawCrash(story)).toBeGreaterThanOrEqual(20);
    expect(await lawLostAnswers(story)).toBeGreaterThanOrEqual(4);
  }, 240_000);

  it('a dry run keeps nothing', () =>
    inWorld(withActions(incidentWorld('checkout-node')), async (world) => {
      const result = await run(world, '2026-11-21T10:00:00Z', { inputs: { 'dry-run': 'true' } });
      expect(writesOf(result)).toEqual([]);
      expect(caches(world)).toBe(0);
    }));

  it(
    'the cache service is down: one notice, and the run is green',
    () =>
      inWorld(withActions(incidentWorld('checkout-node')), async (world) => {
        const env = { ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' };
        const result = await run(world, '2026-11-21T10:00:00Z', { env });
        expect(result.exitCode).toBe(0);
        expect(result.outputs.decision).toBe('accept');
        // One for reading and one for saving; neither is more than a notice.
        expect(result.annotations.map(({ level }) => level)).toEqual(['notice', 'notice']);
      }),
    60_000,
  );

  it('asks about the rights behind an order with the ETag of the last answer', () =>
    inWorld(withActions(incidentWorld('checkout-node')), async (world) => {
      await run(world, '2026-11-21T10:00:00Z');
      world.sandbox.clock.set('2026-11-21T10:05:00Z');
      world.repository.comment(1, { author: 'dev', body: '/patchpilot ignore' });
      await run(world, '2026-11-21T11:00:00Z');
      const result = await run(world, '2026-11-21T12:00:00Z');
      const asked = result.requests.find(({ label }) => label.includes('/permission'));
      expect(asked?.headers['if-none-match']).toMatch(/^W\/"/);
      expect(asked?.status).toBe(304);
    }));

  it('what a run had learned when it died is saved by its post step', () =>
    inWorld(withActions(incidentWorld('checkout-node')), async (world) => {
      const { cache } = world.sandbox;
      const access = cache.environment(cache.token({ repository: world.repository, mode: 'write' }));
      const temp = mkdtempSync(join(tmpdir(), 'post-step-'));
      try {
        const journal = join(temp, 'patchpilot-memory-4711.jsonl');
        const row = {
          kind: 'decision',
          at: '2026-11-21T10:00:00.000Z',
          issue: 1,
          fingerprint: null,
          verdict: 'ignore',
          reason: 'noise',
        };
        writeFileSync(journal, `${JSON.stringify(row)}\n`);
        const env = { PATCHPILOT_NOW: '2026-11-21T10:00:00Z', GITHUB_REF: 'refs/heads/main', ...access };
        const post = await runIntake(world, world.repository.events.schedule(), {
          runId: 4_711,
          env: { ...env, STATE_phase: 'main', RUNNER_TEMP: temp },
        });
        expect(post.exitCode).toBe(0);
        expect(caches(world)).toBe(1);
        expect(existsSync(journal)).toBe(false);
        expect(github(post).filter((label) => !label.includes('actions/caches'))).toEqual([]);
      } finally {
        rmSync(temp, { recursive: true, force: true });
      }
    }));

  it('a post step with nothing left to save asks nobody', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const env = { STATE_phase: 'main' };
      const post = await runIntake(world, world.repository.events.schedule(), { env });
      expect([post.exitCode, post.requests]).toEqual([0, []]);
    }));
});
