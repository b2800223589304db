import type { TargetErrors, TargetField } from './target-fields.ts';
import type { TargetValues } from './target-values.ts';

/** What every part of the choice of targets is given. */
export interface TargetPartProps {
  readonly values: TargetValues;
  readonly onChange: (change: Partial<TargetValues>) => void;
  readonly errors: TargetErrors;
  readonly idOf: (field: TargetField) => string;
  /** What a field said before this edit; nothing where it is unchanged. */
  readonly was?: (field: TargetField) => string | undefined;
}
