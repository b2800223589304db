interface Binding {
  /** The address of the platform, without a slash at the end. */
  readonly origin: string;
  /** 14 digits, or what stands for them. */
  readonly code: string;
  /** The machine may be bound already. */
  readonly again?: boolean;
}

const words = ({ origin, code, again }: Binding) => `--server ${origin} --perscode ${code}${again === true ? ' --again' : ''}`;

/** The one line that installs the appliance as a service and binds it. */
export const installCommand = (binding: Binding): string =>
  `curl -fsSL ${binding.origin}/install/appliance | sudo sh -s -- ${words(binding)}`;

/** The same for a machine that has the program already. */
export const registerCommand = (binding: Binding): string => `watchbill-appliance register ${words(binding)}`;
