/** Any appliance, or the chosen ones; the chosen are kept while "any" is looked at. */
export interface ScannerChoice {
  readonly kind: 'any' | 'appliances';
  readonly ids: readonly string[];
}
