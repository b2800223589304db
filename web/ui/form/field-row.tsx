import { Input } from '@mantine/core';
import type { ReactNode } from 'react';
import './form.css';

interface FieldRowProps {
  readonly label: string;
  /** Id of the control that the label belongs to; absent for a row of several controls, which is a group then. */
  readonly htmlFor?: string;
  /** What the field said before this edit: "6 Mar 2026, 02:00". */
  readonly was?: string | undefined;
  readonly error?: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}

/** Label in a column of 132, controls beside it; a sentence made of fields beats labelled boxes. */
export function FieldRow({ label, htmlFor, was, error, description, children }: FieldRowProps) {
  const body = (
    <div className="field-body">
      <div className="field-controls">
        {children}
        {was !== undefined && <span className="meta">was {was}</span>}
      </div>
      {description !== undefined && <div className="meta">{description}</div>}
      {error !== undefined && error !== null && <Input.Error>{error}</Input.Error>}
    </div>
  );
  if (htmlFor === undefined) {
    return (
      <fieldset className="field-row">
        <legend className="visually-hidden">{label}</legend>
        <span className="field-label" aria-hidden>
          {label}
        </span>
        {body}
      </fieldset>
    );
  }
  return (
    <div className="field-row">
      <label className="field-label" htmlFor={htmlFor}>
        {label}
      </label>
      {body}
    </div>
  );
}
