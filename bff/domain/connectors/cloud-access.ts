/** Where a cloud is asked, and as whom. */
export interface CloudAccess {
  readonly regions: readonly string[];
  /** In place of the cloud's own address of each region. */
  readonly endpoint?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
