import { spelledOut } from './spelled-out.ts';

interface ForeignTextProps {
  /** What a registry, an engine or a package said its name is. */
  readonly children: string;
  readonly className?: string;
}

/** A name that others made up: marks that would turn or hide the text around it are written out, and its direction stays inside it. */
export const ForeignText = ({ children, className }: ForeignTextProps) => <bdi className={className}>{spelledOut(children)}</bdi>;
