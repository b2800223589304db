import { TargetChoice } from '../../../targets/target-choice.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';

/** What is scanned, and what is left out of it. */
export const TargetsSection = ({ values, change, errors, was }: SectionProps) => (
  <FormSection id="targets" title="Targets">
    <TargetChoice values={values} onChange={change} errors={errors} idOf={fieldId} was={was} />
  </FormSection>
);
