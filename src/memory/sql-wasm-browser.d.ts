declare module 'sql.js/dist/sql-wasm-browser.js' {
  import type { InitSqlJsStatic } from 'sql.js';

  const init: InitSqlJsStatic;

  export = init;
}
