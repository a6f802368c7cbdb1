import { createHmac } from 'node:crypto';

/** How long a receiver may take, milliseconds. */
const patienceMs = 10_000;

const secretForm = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/** The key that a webhook's secret stands for; undefined = it is none of `whsec_` and 24 to 64 bytes as base64. */
export function keyOfSecret(secret: string): Buffer | undefined {
  const key = Buffer.from(secretForm.exec(secret)?.[1] ?? '', 'base64');
  return key.length >= 24 && key.length <= 64 ? key : undefined;
}

interface Post {
  webhook: string;
  /** Null = unsigned. */
  secret: string | null;
  messageId: string;
  message: unknown;
}

/** As `sendMessage`. Errors: those of it, and if the receiver does not take the message, with the reason. */
export async function postMessage(post: Post, now: Date): Promise<void> {
  const status = await sendMessage(post, now);
  if (status < 200 || status > 299) throw new Error(`it answers with ${status}`);
}

/**
 * Posts a message to a webhook and returns the status of the answer, after the Standard Webhooks: `webhook-id` is the same however often it is sent, and with a
 * secret `webhook-signature` says that it is from us, and from when.
 * Errors: if there is no answer, with the reason; a redirect is none, for only the address that was set is told.
 * Source: https://github.com/standard-webhooks/standard-webhooks, spec 1.0.0.
 */
export async function sendMessage({ webhook, secret, messageId, message }: Post, now: Date): Promise<number> {
  const body = JSON.stringify({ id: messageId, ...(message as object) });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = secret === null ? undefined : keyOfSecret(secret);
  const signature = key && createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64');
  const response = await fetch(webhook, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': timestamp,
      ...(signature !== undefined && { 'webhook-signature': `v1,${signature}` }),
    },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.body?.cancel();
  return response.status;
}
