export function buildAgents(folder: string): Promise<void>;
