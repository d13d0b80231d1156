import type { JudgePrompt } from '../../../src/domain/judge.ts';
import { DEFAULT_JUDGE_POLICY } from '../../../src/domain/policy/judge.ts';
import { renderJudgePrompt } from '../../../src/render/judge-prompt.ts';
import { material } from '../../decide/judge/material.ts';

/** What a judge is asked about a small patch; the same every time. */
export const question = (): JudgePrompt =>
  renderJudgePrompt(material(), { nonce: '0123456789abcdef01234567', policy: DEFAULT_JUDGE_POLICY });
