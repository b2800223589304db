/** A Message-ID (RFC 5322 §3.6.4), with its angle brackets: the mail's own id, at the host of the console. */
export const messageIdOf = (id: string, publicUrl: string): string => `<${id}@${new URL(publicUrl).hostname.replace(/[[\]]/g, '')}>`;
