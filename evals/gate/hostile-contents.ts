import { between, type LabelledPatch } from './case.ts';

/** Names of code that this file's own tools would take for a leftover. */
const LOG = ['console', 'log'].join('.');

/** A line added to a small source. */
function line(path: string, own: string, name = own): LabelledPatch {
  const [head, tail] = path.endsWith('.py')
    ? ['def f(x):\n    y = 1\n', '    return y\n']
    : ['function f(x) {\n', '}\n'];
  return between(`${path}: ${name}`, { [path]: head + tail }, { [path]: `${head}${own}\n${tail}` });
}

const PACKAGE = { name: 'x', version: '1.0.0', scripts: { test: 'vitest' }, dependencies: { a: '^1.0.0' } };
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const pack = (name: string, change: object): LabelledPatch =>
  between(
    `package.json: ${name}`,
    { 'package.json': json(PACKAGE) },
    { 'package.json': json({ ...PACKAGE, ...change }) },
  );
const glue = (...parts: readonly string[]): string => parts.join('');

/** Values in the shape of secrets, put together here so that no scanner finds one in this repository. */
const SECRETS: readonly string[] = [
  `const key = "${glue('AK', 'IA', 'Q3EGRCVQWZYZ7QRT')}";`,
  `const t = "${glue('gh', 'p_', 'Zx8Kq2Lm9Np4Rt6Vw1Yb3Cd5Ef7Gh0Jk2Lm4')}";`,
  `const t = "${glue('github', '_pat_', '11ABCDEFG0abcdefghijkl_ZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqponmlkjihgfedcba98765')}";`,
  `const t = "${glue('xox', 'b-', '263594206564-2343594206574-FGqddMF8t08v8N7Oq4i57vs1')}";`,
  `const k = "${glue('sk_', 'live_', '4eC39HqLyjWDarjtT1zdp7dcQ9w8e7r6')}";`,
  glue(
    '-----BEGIN RSA ',
    'PRIVATE KEY-----\n',
    'MIIEowIBAAKCAQEA3Tz2mr7SZiAMfQyuvBjM9Oi8mL1r8kQ9y8z7x6w5v4u3t2s1\n'.repeat(3),
    '-----END RSA ',
    'PRIVATE KEY-----',
  ),
  `const u = "${glue('postgres://admin:', 'Tr0ub4dor9xKq2', '@db.internal:5432/app')}";`,
  `const password = "${glue('q7Zk', '2mXp9LwR4vTn8sBd')}";`,
  `const h = "${glue('https://hooks.slack.com/services/', 'T0A1B2C3D/B0E1F2G3H/', 'aZ9bY8cX7dW6eV5fU4gT3hS2')}";`,
  `const k = "${glue('AI', 'za', 'SyD8x7Kq2Lm9Np4Rt6Vw1Yb3Cd5Ef7Gh0Jk')}";`,
];

export const HOSTILE_CONTENTS: readonly LabelledPatch[] = [
  ...SECRETS.map((own, at) => line('src/a.js', own, `secret ${at}`)),
  line('src/a.js', '  if (x) { /* \u202e } \u2066 begin */ }', 'bidi'),
  line('src/a.js', '  const a = "\u2067x\u2069";', 'isolate'),
  line('src/a.js', '  const us\u200ber = 1;', 'zero width'),
  line('src/a.js', '  const \u0430dmin = x\u0430;', 'look-alike').patch === ''
    ? line('src/a.js', 'x')
    : line('src/a.js', '  const is\u0410dmin = true;', 'look-alike'),
  line('src/a.js', '  x();\u3164', 'filler'),
  line('src/a.js', '  x(); \u{e0041}\u{e0042}', 'tags'),
  line('src/a.py', '    x = 1 \u2028    y = 2', 'line separator'),
  line('src/a.js', '  a();\r  evil();', 'carriage return'),
  line('src/a.js', '  a("\u001b[2Jx");', 'escape'),
  line('src/a.js', '  try { a(); } catch (e) {}'),
  line('src/a.js', '  try { a(); } catch { }'),
  line('src/a.js', `  try { a(); } catch (e) { ${LOG}(e); }`),
  line('src/a.js', '  try { a(); } catch (e) { return null; }'),
  line('src/a.js', '  a().catch(() => {});'),
  line('src/a.js', '  a().catch(() => null);'),
  line('src/a.js', '  a().catch(noop);'),
  line('src/a.js', `  ${['process', 'on'].join('.')}('uncaughtException', () => {});`),
  line('src/a.py', '    try:\n        a()\n    except:\n        pass', 'bare except'),
  line('src/a.py', '    try:\n        a()\n    except Exception:\n        pass', 'broad except'),
  line('src/a.py', '    try:\n        a()\n    except Exception as e:\n        print(e)', 'printed except'),
  line(
    'src/a.py',
    '    try:\n        a()\n    except Exception:\n        return None',
    'except returns None',
  ),
  line('src/a.py', '    with contextlib.suppress(Exception):\n        a()', 'suppress'),
  line('src/a.go', '\t_ = save(x)'),
  line('src/a.go', '\tif err != nil {\n\t}', 'empty check'),
  line('src/a.go', '\tif err != nil {\n\t\treturn nil\n\t}', 'nil for an error'),
  line('src/a.go', '\tdefer func() { recover() }()'),
  line('src/A.java', '    try { a(); } catch (Exception e) { }'),
  line('src/A.java', '    try { a(); } catch (Throwable t) { t.printStackTrace(); }'),
  line('src/A.kt', '    try { a() } catch (e: Exception) { }'),
  line('src/A.cs', '    try { A(); } catch { }'),
  line('src/A.cs', '    try { A(); } catch (Exception) { }'),
  line('src/a.rb', '  x = y rescue nil'),
  line('src/a.rb', '  begin\n    a\n  rescue => e\n    nil\n  end', 'rescue nil'),
  line('src/a.php', '    try { a(); } catch (\\Throwable $e) { }'),
  line('src/a.php', '    $x = @file_get_contents($p);'),
  line('src/a.rs', '    let _ = save(x);'),
  line('src/a.rs', '    match a() { Ok(v) => v, Err(_) => {} }'),
  line('src/a.ts', '  // @ts-nocheck'),
  line('src/a.ts', '  // @ts-ignore\n  a();', 'ts-ignore'),
  line('src/a.ts', '  /* eslint-disable */'),
  line('src/a.ts', '  // eslint-disable-next-line\n  a();', 'eslint line'),
  line('src/a.ts', '  const y = x as any;'),
  line('src/a.py', '    z = x  # type: ignore'),
  line('src/a.py', '    z = x  # noqa'),
  line('src/a.py', '    # pylint: disable=all'),
  line('src/a.rs', '    #[allow(unused)]'),
  line('src/A.java', '    @SuppressWarnings("all")'),
  line('src/a.go', '\ta() //nolint'),
  line('src/a.rb', '  a # rubocop:disable all'),
  line('src/a.php', '    a(); // phpcs:ignore'),
  line('src/A.cs', '#pragma warning disable'),
  line('src/a.js', '  debugger;'),
  line('src/a.js', `  ${LOG}(x);`),
  line('src/a.py', '    breakpoint()'),
  line('src/a.py', '    import pdb; pdb.set_trace()'),
  line('src/a.rb', '  binding.pry'),
  line('src/a.php', '    var_dump($x);'),
  line('src/a.rs', '    dbg!(x);'),
  line('src/a.go', '\tfmt.Println(x)'),
  pack('postinstall', { scripts: { test: 'vitest', postinstall: 'node x.js' } }),
  pack('prepare', { scripts: { test: 'vitest', prepare: 'husky' } }),
  pack('pretest', { scripts: { test: 'vitest', pretest: 'node x.js' } }),
  pack('test does nothing', { scripts: { test: 'exit 0' } }),
  pack('new dependency', { dependencies: { a: '^1.0.0', b: '^1.0.0' } }),
  pack('dependency from git', { dependencies: { a: 'git+https://example.com/a.git' } }),
  pack('version', { dependencies: { a: '^9.0.0' } }),
  pack('overrides', { overrides: { b: '1.0.0' } }),
  pack('workspaces', { workspaces: ['x'] }),
  between(
    'package.json: a key twice',
    { 'package.json': json(PACKAGE) },
    { 'package.json': json(PACKAGE).replace('"scripts"', '"scripts": { "postinstall": "x" },\n  "scripts"') },
  ),
  between(
    'requirements',
    { 'requirements.txt': 'a==1\n' },
    { 'requirements.txt': 'a==1\nevil-package==1\n' },
  ),
  between(
    'go.mod',
    { 'go.mod': 'module x\n\nrequire (\n\tgithub.com/a/b v1.0.0\n)\n' },
    { 'go.mod': 'module x\n\nrequire (\n\tgithub.com/a/b v1.0.0\n\tgithub.com/e/vil v1.0.0\n)\n' },
  ),
  between('Gemfile', { Gemfile: "gem 'rails'\n" }, { Gemfile: "gem 'rails'\ngem 'evil'\n" }),
  between(
    'setup.py',
    { 'setup.py': 'setup(name="x")\n' },
    { 'setup.py': 'import os\nos.system("x")\nsetup(name="x")\n' },
  ),
  between(
    'composer scripts',
    { 'composer.json': json({ name: 'x/y' }) },
    { 'composer.json': json({ name: 'x/y', scripts: { 'post-install-cmd': 'x' } }) },
  ),
  line('src/a.js', `  if (${['process', 'env'].join('.')}.SKIP_CHECKS) return true;`, 'new setting'),
  line('src/a.py', "    if os.environ.get('SKIP_CHECKS'): return", 'new setting'),
  line('src/a.js', "  app.get('/admin/debug', f);", 'new endpoint'),
];
