import type { RequestListener } from 'node:http';

const seconds = '5';

/** For people: the page comes by itself as soon as it can. */
const page = `<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${seconds}">
<title>Breitblick startet</title>
<main>
<h1>Breitblick startet und füllt seine Datenbank.</h1>
<p>Das dauert beim ersten Mal etwa eine Minute. Diese Seite lädt sich selbst neu.</p>
<p lang="en">Breitblick is starting and fills its database. The first time this takes about a minute. This page reloads by itself.</p>
</main>
</html>
`;

/** Answers everything with 503 while the database is made ready: in HTML to whoever asks for it, else in a line. */
export const answerStarting: RequestListener = (request, response) => {
  const html = request.headers.accept?.includes('text/html') ?? false;
  response
    .writeHead(503, {
      'Content-Type': `text/${html ? 'html' : 'plain'}; charset=utf-8`,
      'Retry-After': seconds,
      'Cache-Control': 'no-store',
    })
    .end(html ? page : 'Breitblick is starting and fills its database. Please come back in a minute.\n');
};
