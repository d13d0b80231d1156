import { randomBytes } from 'node:crypto';
import { decideJudge, notJudged } from '../../decide/judge/judge.ts';
import type { JudgeClient, JudgeMaterial, JudgeResult } from '../../domain/judge.ts';
import type { JudgePolicy } from '../../domain/policy/judge.ts';
import { renderJudgePrompt } from '../../render/judge-prompt.ts';

/**
 * Asks a second model about a patch. `client` is `null` when no key is configured: then nobody is asked, and the result
 * says "not judged" (a failed gate while the judge is required). Never throws.
 */
export async function judgeProposal(
  material: JudgeMaterial,
  client: JudgeClient | null,
  policy: JudgePolicy,
): Promise<JudgeResult> {
  if (client === null) return notJudged('no key for a judge is configured', policy, false);
  const prompt = renderJudgePrompt(material, { nonce: randomBytes(12).toString('hex'), policy });
  if (!prompt.whole) {
    return notJudged(`the patch is longer than ${policy.maxDiff} characters`, policy, true);
  }
  return decideJudge(await client.ask(prompt), prompt, policy);
}
