import type { Connector } from '#contract/connectors';

/** What a person decides about a connector. */
export interface ConnectorDraft {
  readonly name: string;
  readonly regions: readonly string[];
  /** Empty: Amazon's own. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  /** Never read back; empty keeps the stored one. */
  readonly secretAccessKey: string;
  readonly addressKind: Connector['addressKind'];
}

export const CONNECTOR_FIELDS = {
  name: 'Name',
  regions: 'Regions',
  accessKeyId: 'Access key id',
  secretAccessKey: 'Secret access key',
  addressKind: 'Scan at',
  endpoint: 'Endpoint',
} as const;
export type ConnectorField = keyof typeof CONNECTOR_FIELDS;

export const toConnectorDraft = (connector: Connector | undefined): ConnectorDraft => ({
  name: connector?.name ?? '',
  regions: connector?.regions ?? [],
  endpoint: connector?.endpoint ?? '',
  accessKeyId: connector?.accessKeyId ?? '',
  secretAccessKey: '',
  addressKind: connector?.addressKind ?? 'private',
});

/** The draft as the API takes it, without the secret. */
export const toConnectorInput = ({ name, regions, endpoint, accessKeyId, addressKind }: ConnectorDraft) => ({
  name: name.trim(),
  kind: 'aws-ec2' as const,
  regions: [...regions],
  ...(endpoint.trim() !== '' && { endpoint: endpoint.trim() }),
  accessKeyId: accessKeyId.trim(),
  addressKind,
});

/** A stored secret stays only with the key and the address that it was entered for. */
export const needsSecret = ({ endpoint, accessKeyId }: ConnectorDraft, saved: Connector | undefined): boolean =>
  saved === undefined || accessKeyId.trim() !== saved.accessKeyId || endpoint.trim() !== (saved.endpoint ?? '');

export function wrongInConnector(draft: ConnectorDraft, saved: Connector | undefined): Partial<Record<ConnectorField, string>> {
  const { name, regions, accessKeyId, secretAccessKey } = draft;
  const secretMissing = secretAccessKey === '' && needsSecret(draft, saved);
  return {
    ...(name.trim() === '' && { name: 'Give it a name.' }),
    ...(regions.length === 0 && { regions: 'Choose at least one region, such as eu-central-1.' }),
    ...(accessKeyId.trim() === '' && { accessKeyId: 'Enter the access key id of a user that may list instances.' }),
    ...(secretMissing && {
      secretAccessKey: saved === undefined ? 'Enter the secret access key.' : 'Enter the secret of the changed key or endpoint.',
    }),
  };
}

/** Suggestions; any other region can be typed. */
export const REGIONS = [
  'af-south-1',
  'ap-east-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ca-central-1',
  'ca-west-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];
