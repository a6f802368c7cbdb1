import type { RequestHandler } from 'express';

/**
 * Nothing of the page comes from elsewhere, and nothing of it may run that is not a file of ours. A background map that
 * the operator configured may bring data and pictures, never script or style.
 */
function contentSecurityPolicy(origins: readonly string[]): string {
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
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers that every answer carries; `origins` are those of the background map. */
export function securityHeaders(origins: readonly string[]): RequestHandler {
  const policy = contentSecurityPolicy(origins);
  return (_request, response, next) => {
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
    response.setHeader('Permissions-Policy', 'geolocation=(self), camera=(), microphone=()');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    next();
  };
}
