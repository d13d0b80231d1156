import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gatherXml } from '../../../src/decide/proof/detect/project.ts';

it.each([0, 3])('gathers what a command that ends with %i has written, and nothing older', (status) => {
  const folder = mkdtempSync(join(tmpdir(), 'gather-'));
  try {
    const reports = join(folder, 'a/target/surefire-reports');
    mkdirSync(reports, { recursive: true });
    writeFileSync(join(reports, 'TEST-old.xml'), '<testcase name="old"/>');
    writeFileSync(join(reports, 'other.xml'), '<testcase name="other"/>');
    const command = `(echo '<testcase name="new"/>' > a/target/surefire-reports/TEST-new.xml; exit ${status})`;
    const report = join(folder, 'report');
    const script = `set -eo pipefail\n${gatherXml(command, '*/target/surefire-reports/*')}`;
    const done = spawnSync('bash', ['-c', script], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', PATCHPILOT_REPORT: report },
    });
    expect(done.status).toBe(status);
    expect(readFileSync(report, 'utf8')).toBe('<testcase name="new"/>\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
