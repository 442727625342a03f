/**
 * Where a secret comes from when nobody types it.
 */

/** A problem is shown, and the secret is then asked for at the terminal; `null`: this source does not know it. */
export type SecretSource = (name: string) => Promise<{ readonly value: string } | { readonly problem: string } | null>;
