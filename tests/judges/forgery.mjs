// Seals that never were: the digits of a real one, taken apart, altered and put together again.

const BYTES_OF_DIGITS = { 3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7 };
const DIGITS_OF_BYTES = { 1: 3, 2: 5, 3: 8, 4: 10, 5: 13, 6: 15, 7: 17 };
const SIGNATURE_BYTES = 64;

const bytesOf = (digits) =>
  digits.match(/.{1,17}/g).flatMap((group) => {
    const value = BigInt(group);
    return Array.from({ length: BYTES_OF_DIGITS[group.length] }, (_, place) =>
      Number((value >> BigInt(8 * place)) & 255n),
    );
  });

const digitsOf = (bytes) => {
  let digits = "";
  for (let start = 0; start < bytes.length; start += 7) {
    const group = bytes.slice(start, start + 7);
    const value = group.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    digits += value.toString().padStart(DIGITS_OF_BYTES[group.length], "0");
  }
  return digits;
};

const alteredFromBehind = (digits, place) => {
  const bytes = bytesOf(digits);
  bytes[bytes.length - place] ^= 1;
  return digitsOf(bytes);
};

export const withAlteredSignature = (digits) => alteredFromBehind(digits, 20);

// The last letter of the website's host name stands before the two signatures.
export const withAlteredContent = (digits) =>
  alteredFromBehind(digits, 2 * SIGNATURE_BYTES + 1);

export const withOneSignature = (digits) => digitsOf(bytesOf(digits).slice(0, -SIGNATURE_BYTES));
