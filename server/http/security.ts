import type { RequestHandler, Response } from 'express';
import type { PageHashes } from './drawn-page.ts';

/**
 * Nothing of the page comes from elsewhere, and nothing of it may run that is not a file of ours. A background map that
 * the operator configured may bring data and pictures, never script or style.
 */
function contentSecurityPolicy(origins: readonly string[], frameAncestors: string): string {
  const ours = ["'self'", ...origins].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${ours} data:`,
    "worker-src 'self'",
    `connect-src ${ours}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
}

/** Headers that every answer carries; `origins` are those of the background map. */
export function securityHeaders(origins: readonly string[]): RequestHandler {
  const own = contentSecurityPolicy(origins, "'none'");
  // The slim page is made for the pages of others, and has no background map.
  const embedded = contentSecurityPolicy([], '*');
  return (request, response, next) => {
    response.setHeader('Content-Security-Policy', request.path === '/embed' ? embedded : own);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
    response.setHeader('Permissions-Policy', 'geolocation=(self), camera=(), microphone=()');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    next();
  };
}

/** Lets the one style and the one script apply that stand in the page, named by their hashes. */
export function allowInPage(response: Response, { style, script }: PageHashes): void {
  const policy = String(response.getHeader('Content-Security-Policy'))
    .replace("style-src 'self'", () => `style-src 'self' ${style}`)
    .replace("script-src 'self'", () => `script-src 'self' ${script}`);
  response.setHeader('Content-Security-Policy', policy);
}
