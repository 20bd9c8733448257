/** Arrays in PostgreSQL's binary format: no escaping, no hex, and `pg` sends a Buffer as it is. */
const OID = { int8: 20, uuid: 2950, text: 25, bytea: 17, bool: 16 } as const;

const HEADER_BYTES = 20;

const array = (oid: number, elements: readonly Uint8Array[]): Buffer => {
  let size = HEADER_BYTES;
  for (const element of elements) size += 4 + element.length;
  const buffer = Buffer.allocUnsafe(size);
  buffer.writeInt32BE(elements.length ? 1 : 0, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(elements.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const element of elements) {
    at = buffer.writeInt32BE(element.length, at);
    buffer.set(element, at);
    at += element.length;
  }
  return elements.length ? buffer : buffer.subarray(0, 12);
};

const int8 = (value: bigint): Buffer => {
  const buffer = Buffer.allocUnsafe(8);
  buffer.writeBigInt64BE(value);
  return buffer;
};

export const int8Array = (values: readonly bigint[]): Buffer => array(OID.int8, values.map(int8));
export const byteaArray = (values: readonly Uint8Array[]): Buffer => array(OID.bytea, values);
export const textArray = (values: readonly string[]): Buffer =>
  array(
    OID.text,
    values.map((value) => Buffer.from(value)),
  );
export const uuidArray = (values: readonly string[]): Buffer =>
  array(
    OID.uuid,
    values.map((value) => Buffer.from(value.replaceAll('-', ''), 'hex')),
  );
export const boolArray = (values: readonly boolean[]): Buffer =>
  array(
    OID.bool,
    values.map((value) => Buffer.of(value ? 1 : 0)),
  );
