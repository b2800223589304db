/** What is wrong with an address at which the API of a cloud shall be asked; undefined when nothing is. */
export function whyNotEndpoint(text: string): string | undefined {
  const would = 'an address such as https://ec2.internal.example would do';
  if (!URL.canParse(text)) return `“${text.slice(0, 60)}” is not a web address: ${would}.`;
  const { protocol, username, password, pathname, search, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return `It starts with ${protocol}//: ${would}.`;
  if (username !== '' || password !== '') return 'It holds a user name or password: the keys have fields of their own.';
  if (search !== '' || hash !== '' || text.includes('?') || text.includes('#')) return `It has a query or a fragment: ${would}.`;
  if (pathname !== '/') return `It names a path: ${would}.`;
  return undefined;
}
