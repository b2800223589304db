/** The nonce for style tags that the server wrote into the page; empty in development, where no policy is sent. */
export const cspNonce = (page: Document): string => page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
