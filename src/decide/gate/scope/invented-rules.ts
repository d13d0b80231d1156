import type { LineRule } from '../text/line-rule.ts';

// `\u002e` in the examples is a dot: a pure room may not even seem to name these objects.

const sign = (
  why: string,
  signs: Pick<LineRule, 'languages' | 'pattern' | 'hits' | 'misses'>,
): LineRule & { readonly name: RegExp } => ({
  why,
  outcome: 'needs-human',
  sees: 'line',
  ...signs,
  // What makes a sign the same sign: its first quoted or named part.
  name: /["'`]([\w./:{}<>-]{1,120})["'`]|\.env\.(\w{1,80})|ENV\[?["']?(\w{1,80})/,
});

/** Signs of requirements that nobody asked for: a repair makes what is there work, it offers nothing new. */
export const INVENTIONS: readonly (LineRule & { readonly name: RegExp })[] = [
  sign('a new environment variable is read', {
    languages: [],
    pattern:
      /\bprocess\.env\b(?:\.\w|\[)|\bimport\.meta\.env\.\w|\bDeno\.env\.get\(|\bos\.(?:environ\b(?:\.get\(|\[)|getenv\()|\bos\.(?:Getenv|LookupEnv)\(|\bSystem\.getenv\(|\bENV(?:\[|\.fetch\()|(?:^|[\s=(])getenv\(\s*['"]|\bEnvironment\.GetEnvironmentVariable\(|\benv::var\(|(?:^|[\s=(])env\(\s*['"]/,
    hits: [
      'const a = process\u002eenv.NEW_FLAG',
      "os.environ.get('A')",
      'os.Getenv("A")',
      "ENV['A']",
      'System.getenv("A")',
    ],
    misses: ['const env = x.env', 'environment.get(a)'],
  }),
  sign('a new command-line option is offered', {
    languages: [],
    pattern:
      /\badd_argument\(\s*['"]-|\bclick\.option\(|\.(?:option|requiredOption)\(\s*['"]-|\bflag\.(?:String|Bool|Int|Duration)(?:Var)?\(|\bFlags\(\)\.(?:String|Bool|Int)\w*\(|@(?:Option|Parameter)\(names?\s*=/,
    hits: ["parser.add_argument('--force')", "program.option('--x', 'y')", 'flag.Bool("x", false, "y")'],
    misses: ['add_argument(x)', '.option(name)'],
  }),
  sign('a new endpoint is offered', {
    languages: [],
    pattern:
      /\b(?:app|router|server|api|fastify|blueprint|bp)\.(?:get|post|put|patch|delete|all|route)\(\s*['"`]\/|@\w+\.(?:route|get|post|put|patch|delete)\(\s*['"]\/|@(?:Get|Post|Put|Patch|Delete|Request)Mapping\b|\bHandleFunc\(\s*"|\[Http(?:Get|Post|Put|Delete|Patch)\b|\bRoute::(?:get|post|put|patch|delete)\(/,
    hits: ["app.get('/x', f)", "@app.route('/x')", '@GetMapping("/x")', 'mux.HandleFunc("/x", h)'],
    misses: ['cache.get("/x")', 'map.get(key)', 'api.get(url)'],
  }),
];
