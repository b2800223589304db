import { NAMED_PORTS } from './named-ports.ts';

export type PortSet = { readonly ok: true; readonly ports: readonly number[] } | { readonly ok: false; readonly problem: string };

const PORT = /^\d{1,5}$/;

const number = (text: string): number | undefined => {
  const port = PORT.test(text) ? Number(text) : Number.NaN;
  return port >= 1 && port <= 65_535 ? port : undefined;
};

/** `22` or `1-1024`, both ends included. */
const range = (text: string): readonly [number, number] | undefined => {
  const [first = '', last = first, ...rest] = text.split('-').map((part) => part.trim());
  const [from, to] = [number(first), number(last)];
  return from !== undefined && to !== undefined && from <= to && rest.length === 0 ? [from, to] : undefined;
};

const parseList = (text: string): PortSet => {
  const ports = new Set<number>();
  const bad: string[] = [];
  for (const part of text.split(',')) {
    const ends = range(part);
    if (!ends) bad.push(part.trim());
    else for (let port = ends[0]; port <= ends[1]; port++) ports.add(port);
  }
  if (bad.length === 0) return { ok: true, ports: [...ports].sort((a, b) => a - b) };
  const named = bad.slice(0, 5).map((part) => `“${part}”`);
  return {
    ok: false,
    problem: `Not a port or a range of ports between 1 and 65535: ${named.join(', ')}. Use a list such as 22,80,1-1024.`,
  };
};

/** A named set (`light`, `standard`, `full`) or a list such as `22,80,443,1-1024` → the ports, ascending, each once. */
export const parsePortSet = (text: string): PortSet => {
  const name = text.trim();
  return parseList(Object.hasOwn(NAMED_PORTS, name) ? (NAMED_PORTS[name] as string) : name);
};

/** Ports as the shortest list of ranges: `22,80,1000-1010`. */
export const formatPorts = (ports: readonly number[]): string => {
  const parts: string[] = [];
  let first = 0;
  for (const [index, port] of ports.entries()) {
    if (index === 0 || ports[index - 1] !== port - 1) first = port;
    if (ports[index + 1] !== port + 1) parts.push(first === port ? `${port}` : `${first}-${port}`);
  }
  return parts.join(',');
};
