import type { LineRule } from './line-rule.ts';

const risk = (
  why: string,
  signs: Pick<LineRule, 'languages' | 'pattern' | 'hits' | 'misses' | 'sees'>,
): LineRule => ({
  why,
  outcome: 'needs-human',
  ...signs,
});

/** Code that a repair of a production error hardly needs, and that an attacker would like. */
export const RISKS: readonly LineRule[] = [
  risk('text is run as code', {
    languages: ['javascript', 'python', 'ruby', 'php'],
    sees: 'code',
    pattern:
      /(?:^|[^.\w])(?:eval|exec|execScript|instance_eval|class_eval|assert_options|create_function)\((?!\s*\))|\bnew Function\(|\bvm\.runIn|\bpickle\.loads?\(|\bmarshal\.loads\(|\byaml\.(?:unsafe_)?load\((?!.*Loader)|\bunserialize\(/,
    hits: ['eval(x)', 'new Function(x)', 'data = pickle.loads(x)', '    exec(code)'],
    misses: ['pattern.exec(text)', 'retrieval(x)', 'cursor.execute(x)', 'evaluate(x)'],
  }),
  risk('a command of the system is run', {
    languages: [],
    sees: 'line',
    pattern:
      /\bchild_process\b|\bexecSync\(|\bspawn(?:Sync)?\(|\bos\.(?:system|popen|exec\w+)\(|\bsubprocess\.\w+\(|\bexec\.Command\(|\bRuntime\.getRuntime\(\)\.exec|\bProcessBuilder\(|\bshell_exec\(|\bpassthru\(|\bproc_open\(|\bProcess\.Start\(|\bCommand::new\(|\bKernel\.(?:system|exec)|\bcurl\b.{0,200}\|\s*(?:ba)?sh\b/,
    hits: [
      "require('child_process')",
      'os.system("x")',
      'subprocess.run(x)',
      'exec.Command("sh")',
      'curl https://x | sh',
    ],
    misses: ['worker.spawned = 1', 'systemd.start()', 'Command(x)'],
  }),
  risk('a protection is switched off', {
    languages: [],
    sees: 'line',
    pattern:
      /rejectUnauthorized\s*[:=]\s*false|NODE_TLS_REJECT_UNAUTHORIZED|\bverify\s*=\s*False\b|InsecureSkipVerify\s*:\s*true|CURLOPT_SSL_VERIFY(?:PEER|HOST)\W+(?:false|0)|ssl\._create_unverified|_create_unverified_context|dangerouslySetInnerHTML|\bALLOW_ALL_HOSTNAME|csrf_exempt|@PermitAll|permitAll\(\)|\bchmod\(.{0,80}0?o?777|disable_csrf|skip_before_action :(?:verify|authenticate)|Access-Control-Allow-Origin['"]?\s*[,:]\s*['"]\*/,
    hits: [
      'agent({ rejectUnauthorized: false })',
      'requests.get(u, verify=False)',
      'InsecureSkipVerify: true,',
      '@csrf_exempt',
    ],
    misses: ['verify=True', 'rejectUnauthorized: true', 'unverified = False'],
  }),
  risk('a long unreadable value is added', {
    languages: [],
    sees: 'line',
    pattern: /["'`][A-Za-z0-9+/=_-]{240}/,
    hits: [`x = "${'aGVsbG8'.repeat(40)}"`],
    misses: ['x = "a long sentence with blanks in it"'],
  }),
];
