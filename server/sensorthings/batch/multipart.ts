import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ServiceAnswer } from '../answer.ts';
import { badRequest, shown } from '../problem.ts';
import type { BatchRequest, BatchRun } from './run.ts';

/** A part of a multipart body. */
interface Part {
  headers: Map<string, string>;
  body: string;
}

/**
 * Answers a batch as `multipart/mixed`: parts are requests, or change sets that are done whole or not at all.
 * Errors: 400 for a malformed batch.
 * Source: OData 4.0, Part 1, 11.7.
 */
export async function answerMultipart(run: BatchRun, contentType: string, text: string): Promise<ServiceAnswer> {
  const parts: string[] = [];
  for (const [index, part] of readParts(text, contentType, 'The batch').entries()) {
    const where = `Part ${index + 1}`;
    const type = part.headers.get('content-type') ?? '';
    if (!type.toLowerCase().startsWith('multipart/mixed')) {
      parts.push(writePart(await run.run(readRequest(part, where)), part.headers.get('content-id')));
      continue;
    }
    const requests = readParts(part.body, type, where).map((inner, at) => readRequest(inner, `${where}.${at + 1}`));
    for (const { method } of requests)
      if (method === 'GET') throw badRequest(`${where}: a change set holds no GET; send it beside.`);
    const { answers, failed } = await run.runWhole(requests);
    // One answer for a change set that failed, in the place of all of its answers.
    parts.push(
      failed
        ? writePart(failed, undefined)
        : writeMultipart(answers.map((made, at) => writePart(made, requests[at]?.id))),
    );
  }
  const body = writeMultipart(parts);
  const [, head = '', rest = ''] = /^Content-Type: ([^\r]*)\r\n\r\n(.*)$/s.exec(body) ?? [];
  return { status: 200, headers: { 'Content-Type': head }, body: rest };
}

function readParts(text: string, contentType: string, where: string): Part[] {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw badRequest(`${where}: its Content-Type names no boundary.`);
  const normal = `\r\n${text.replaceAll(/\r?\n/g, '\r\n')}`;
  const [, ...pieces] = normal.split(`\r\n--${boundary}`);
  const end = pieces.findIndex((piece) => piece.startsWith('--'));
  if (end < 0) throw badRequest(`${where}: it does not end with its boundary ${shown(boundary)}.`);
  return pieces.slice(0, end).map((piece) => readHeaders(piece.replace(/^[ \t]*\r\n/, '')));
}

/** Headers, an empty line, and a body. */
function readHeaders(text: string): Part {
  const cut = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
  const head = cut < 0 ? text : text.slice(0, cut);
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const [, name, value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) headers.set(name.trim().toLowerCase(), value.trim());
  }
  return { headers, body: cut < 0 ? '' : text.slice(cut + (cut === 0 ? 2 : 4)) };
}

function readRequest({ headers, body }: Part, where: string): BatchRequest {
  if (!(headers.get('content-type') ?? '').toLowerCase().startsWith('application/http'))
    throw badRequest(`${where}: its Content-Type must be application/http.`);
  const [, method, url, rest = ''] = /^\s*([A-Za-z]+) (\S+)(?: HTTP\/[0-9.]+)?[ \t]*(?:\r\n(.*))?$/s.exec(body) ?? [];
  if (method === undefined || url === undefined)
    throw badRequest(`${where}: it must begin with a request, as in GET Things HTTP/1.1.`);
  const inner = readHeaders(rest);
  return {
    ...{ id: headers.get('content-id'), method: method.toUpperCase(), url },
    contentType: inner.headers.get('content-type') ?? 'application/json',
    body: inner.body.trim() === '' ? undefined : inner.body,
  };
}

function writePart({ status, headers, body = '' }: ServiceAnswer, contentId: string | undefined): string {
  const id = contentId === undefined ? '' : `Content-ID: ${contentId.replaceAll(/[\r\n]/g, '')}\r\n`;
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (
    `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${id}\r\n` +
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${fields.join('')}\r\n${body}`
  );
}

function writeMultipart(parts: readonly string[]): string {
  const boundary = `batch_${randomUUID()}`;
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${body}--${boundary}--\r\n`;
}
