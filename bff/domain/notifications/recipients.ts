/** Who gets a notification: the owner and the members of the groups, each address once, whatever its case (seed S6). */
export function recipientsOf(owner: string | undefined, groups: readonly (readonly string[])[]): readonly string[] {
  const once = new Map<string, string>();
  for (const email of [...(owner === undefined ? [] : [owner]), ...groups.flat()]) {
    const key = email.toLowerCase();
    if (!once.has(key)) once.set(key, email);
  }
  return [...once.values()];
}
