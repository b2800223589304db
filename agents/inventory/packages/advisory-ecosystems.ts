const RED_HAT = /^Red Hat:(\d+)$/;

/** Under which names advisories for an ecosystem of an inventory are published: mostly its own. Red Hat's name the repository as in its CPE. */
export const advisoryEcosystems = (ecosystem: string): string[] => {
  const [, major] = RED_HAT.exec(ecosystem) ?? [];
  if (major === undefined) return [ecosystem];
  return ['baseos', 'appstream'].map((repository) => `Red Hat:enterprise_linux:${major}::${repository}`);
};
