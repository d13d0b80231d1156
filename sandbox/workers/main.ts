import { writeFileSync } from 'node:fs';
import { scriptedWorker, WORKERS, type WorkerKind } from './worker.ts';

/** `node sandbox/workers/main.ts KIND PATCH_FILE [REPORT_FILE]`: a worker as a command, for workflows and for a look. */
const [kind = '', patchFile, reportFile] = process.argv.slice(2);
if (!(kind in WORKERS) || patchFile === undefined) {
  process.stderr.write(
    `usage: node sandbox/workers/main.ts ${Object.keys(WORKERS).join('|')} PATCH_FILE [REPORT_FILE]\n`,
  );
  process.exit(2);
}
const { patch, digest, report } = scriptedWorker(kind as WorkerKind);
writeFileSync(patchFile, patch);
if (reportFile !== undefined) writeFileSync(reportFile, `${JSON.stringify(report)}\n`);
process.stdout.write(`${digest}\n`);
