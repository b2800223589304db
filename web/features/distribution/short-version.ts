/** Without what names the build: `1.0.3+4f2a91c0` is shown as `1.0.3`, and whole where it is read closely. */
export const shortVersion = (version: string): string => version.split('+')[0] ?? version;
