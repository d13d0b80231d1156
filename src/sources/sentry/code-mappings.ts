import { z } from 'zod';
import type { CodeMapping } from '../../domain/tree/frame.ts';

const root = z.string().max(300);
const Mappings = z.array(z.object({ stackRoot: root, sourceRoot: root }).nullable().catch(null));

/** `GET /organizations/{org}/code-mappings/`; what is of another form is left out. */
export function parseCodeMappings(json: unknown): CodeMapping[] {
  const parsed = Mappings.safeParse(json);
  return parsed.success ? parsed.data.filter((one) => one !== null).slice(0, 100) : [];
}
