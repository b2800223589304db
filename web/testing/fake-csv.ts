/** A file with a line of its own: what is in it is the server's affair. */
export const fakeCsv = (list: string) => ({ headers: {}, body: new File([`${list}\r\n`], `${list}.csv`, { type: 'text/csv' }) });
