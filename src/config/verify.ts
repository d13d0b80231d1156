import { z } from 'zod';
import { DEFAULT_VERIFY_POLICY, type VerifyPolicy } from '../domain/policy/verify.ts';

const { commands } = DEFAULT_VERIFY_POLICY;
const command = z
  .string()
  .max(4_000)
  .refine((text) => !text.includes('\0'), 'leave out what no shell can read');
const optional = command.nullable();
const minutes = (most: number) => z.number().min(0.02).max(most);
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

/** The `verify` group of `.github/patchpilot.yml`. */
export const Verify = z
  .strictObject({
    install: optional
      .default(commands.install)
      .describe('Command that installs what the project needs. Null: found out; empty: none.'),
    build: optional.default(commands.build).describe('Command that builds. Null: found out; empty: none.'),
    lint: optional
      .default(commands.lint)
      .describe('Command that lints and checks types. Null: found out; empty: none.'),
    test: optional
      .default(commands.test)
      .describe('Command that runs all tests. Null: found out; empty: none.'),
    testFile: optional
      .refine((text) => text === null || text === '' || text.includes('{files}'), {
        message: 'write `{files}` where the test files go',
      })
      .default(commands.testFile)
      .describe(
        'Command that runs the test files in place of `{files}`. It may leave a JUnit, TAP or JSON report at `$PATCHPILOT_REPORT`. Null: found out.',
      ),
    commandMinutes: minutes(120)
      .default(DEFAULT_VERIFY_POLICY.commandMinutes)
      .describe('Minutes that one command may take.'),
    totalMinutes: minutes(350)
      .default(DEFAULT_VERIFY_POLICY.totalMinutes)
      .describe('Minutes that all commands of a verification may take.'),
    memoryMegabytes: whole(256, 262_144)
      .default(DEFAULT_VERIFY_POLICY.memoryMegabytes)
      .describe('Megabytes of memory for all processes of one command.'),
    outputMegabytes: whole(1, 1_024)
      .default(DEFAULT_VERIFY_POLICY.outputMegabytes)
      .describe('Megabytes that one command may print.'),
    processes: whole(8, 16_384)
      .default(DEFAULT_VERIFY_POLICY.processes)
      .describe('Processes that one command may have at one time.'),
    repeats: whole(1, 10)
      .default(DEFAULT_VERIFY_POLICY.repeats)
      .describe('How often the patch’s tests must show the same result, before and after.'),
    reruns: whole(0, 10)
      .default(DEFAULT_VERIFY_POLICY.reruns)
      .describe('How often a check that fails only with the patch is run again.'),
  })
  .describe('How a patch is proven on a clean machine.');

/** The group as policy; what a patch may be is no matter of configuration. */
export function verifyPolicy(group: z.infer<typeof Verify>): VerifyPolicy {
  const { install, build, lint, test, testFile, ...limits } = group;
  return {
    commands: { install, build, lint, test, testFile },
    ...limits,
    patch: DEFAULT_VERIFY_POLICY.patch,
  };
}
