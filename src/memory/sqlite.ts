import { readFileSync } from 'node:fs';
import type { SqlJsStatic } from 'sql.js';

/**
 * SQLite, loaded when first needed. sql.js's own loader cannot be bundled as ESM; its browser build with the bytes given
 * to it can, and ncc moves the file that `new URL` names into `dist/` (docs/adr/0004-memory.md).
 */
export async function loadSqlite(): Promise<SqlJsStatic> {
  const { default: init } = await import('sql.js/dist/sql-wasm-browser.js');
  const wasm = readFileSync(new URL('../../node_modules/sql.js/dist/sql-wasm.wasm', import.meta.url));
  return init({ wasmBinary: wasm.buffer as ArrayBuffer });
}
