/**
 * Mails as people read them.
 */

/** A mail with its parts decoded. */
export function readable(mail: string): string {
  return mail
    .replace(/Transfer-Encoding: base64[^]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g, (_, part: string) => Buffer.from(part, 'base64').toString('utf8'))
    .replace(/=\r?\n/g, '')
}
