import type { ReactNode } from 'react';
import { Fact, Facts } from '../../ui/stat/facts.tsx';

interface FactListProps {
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[];
}

/** Names and values that are worked out, line by line. */
export const FactList = ({ facts }: FactListProps) => (
  <Facts>
    {facts.map(({ label, value }) => (
      <Fact key={label} label={label}>
        {value}
      </Fact>
    ))}
  </Facts>
);
