const ACTIONS: Readonly<Record<string, string>> = {
  created: 'Created',
  changed: 'Changed',
  registered: 'Machine bound',
  'code-renewed': 'New code made',
  replaced: 'Machine replaced',
  retired: 'Retired',
  'command-sent': 'Command sent',
};

/** `appliance.command-failed` is "Command failed"; what is not known is shown as it is kept. */
export function actionInWords(action: string): string {
  const name = action.replace(/^appliance\./, '');
  return ACTIONS[name] ?? (name.startsWith('command-') ? `Command ${name.slice('command-'.length)}` : action);
}

const FIELDS: Readonly<Record<string, string>> = {
  pollIntervalSeconds: 'Polls every, s',
  promptDelivery: 'Prompt delivery',
  hostName: 'Host name',
  publicKey: 'Key',
  expiresAt: 'Expires',
  vlans: 'VLANs',
};

/** The name of a field as the console says it. */
export const fieldInWords = (field: string): string => FIELDS[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
