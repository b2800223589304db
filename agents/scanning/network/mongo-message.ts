const OP_MSG = 2013;

const cString = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

/** MongoDB wire protocol, OP_MSG with `{ [command]: 1, $db: 'admin' }`. */
export const composeMongoCommand = (command: string): Buffer => {
  const database = cString('admin');
  const fields = Buffer.concat([
    Buffer.from([0x10]),
    cString(command),
    int32(1),
    Buffer.from([0x02]),
    cString('$db'),
    int32(database.length),
    database,
    Buffer.from([0]),
  ]);
  const body = Buffer.concat([int32(0), Buffer.from([0]), int32(fields.length + 4), fields]);
  return Buffer.concat([int32(16 + body.length), int32(1), int32(0), int32(OP_MSG), body]);
};

/** True when a whole reply is there. */
export const isMongoReply = (bytes: Buffer): boolean => {
  if (bytes.length < 21 || bytes.readInt32LE(12) !== OP_MSG) return false;
  const length = bytes.readInt32LE(0);
  return length >= 21 && bytes.length >= length;
};

// BSON: type double, name `ok`, 1.0 little-endian.
const OK = Buffer.concat([Buffer.from([0x01]), cString('ok'), Buffer.from([0, 0, 0, 0, 0, 0, 0xf0, 0x3f])]);

/** The server did what it was told. */
export const isMongoSuccess = (reply: Buffer): boolean => isMongoReply(reply) && reply.includes(OK);

/** The value of a string field, wherever it stands in the reply. */
export const mongoText = (reply: Buffer, field: string): string | undefined => {
  const mark = Buffer.concat([Buffer.from([0x02]), cString(field)]);
  const at = reply.indexOf(mark);
  if (at < 0 || at + mark.length + 4 > reply.length) return undefined;
  const start = at + mark.length + 4;
  const length = reply.readInt32LE(start - 4);
  return length > 0 && start + length <= reply.length ? reply.toString('utf8', start, start + length - 1) : undefined;
};
