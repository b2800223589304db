import { useEffect, useRef } from 'react';
import './check-box.css';

interface CheckBoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly indeterminate?: boolean;
  /** `range` is true when Shift was held. */
  readonly onChange: (checked: boolean, range: boolean) => void;
}

const heldShift = (event: Event) => 'shiftKey' in event && event.shiftKey === true;

/** The check box of a row: light, because lists hold hundreds, with a target of 28 px. */
export function CheckBox({ label, checked, indeterminate = false, onChange }: CheckBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <span className="check">
      <input
        ref={input}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.target.checked, heldShift(event.nativeEvent))}
      />
      <span aria-hidden />
    </span>
  );
}
