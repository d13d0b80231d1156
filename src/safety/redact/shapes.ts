import type { Shape } from './shape.ts';
import { CLOUD_SHAPES } from './shapes/cloud.ts';
import { CODE_SHAPES } from './shapes/code.ts';
import { MODEL_SHAPES } from './shapes/models.ts';
import { MONEY_SHAPES } from './shapes/money.ts';
import { OPERATIONS_SHAPES } from './shapes/operations.ts';
import { TALK_SHAPES } from './shapes/talk.ts';

/** Every credential that its vendor made recognisable. Vendors without a prefix are known by their names only. */
export const SHAPES: readonly Shape[] = [
  ...CLOUD_SHAPES,
  ...CODE_SHAPES,
  ...TALK_SHAPES,
  ...MONEY_SHAPES,
  ...MODEL_SHAPES,
  ...OPERATIONS_SHAPES,
];
