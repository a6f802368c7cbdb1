/** Words of the door to what planners alone see. */
const de = {
  title: 'Für Planerinnen und Planer',
  about:
    'Hier arbeitet, wer den Ausbau plant oder einträgt. Das Kennwort hat, wer diese Seite betreibt. Es bleibt in diesem Fenster, bis Sie es schließen.',
  token: 'Kennwort',
  signIn: 'Anmelden',
  signingIn: 'Das Kennwort wird geprüft.',
  signOut: 'Abmelden',
  signedIn: 'Sie sind angemeldet und sehen jede Adresse.',
  missing: 'Bitte geben Sie das Kennwort ein.',
  wrongToken: 'Dieses Kennwort stimmt nicht. Bitte prüfen Sie es auf Tippfehler.',
  noToken: 'Dieser Server kennt keine Planer. Wer ihn betreibt, setzt dafür PLANNER_TOKEN.',
  unreachable: 'Der Server antwortet gerade nicht. Bitte versuchen Sie es noch einmal.',
};

const en: typeof de = {
  title: 'For planners',
  about:
    'This is for whoever plans the rollout or records it. The password is with whoever runs this page. It stays in this window until you close it.',
  token: 'Password',
  signIn: 'Sign in',
  signingIn: 'The password is being checked.',
  signOut: 'Sign out',
  signedIn: 'You are signed in and see every address.',
  missing: 'Please enter the password.',
  wrongToken: 'This password is not right. Please check it for typing errors.',
  noToken: 'This server knows no planners. Whoever runs it sets PLANNER_TOKEN for that.',
  unreachable: 'The server does not answer just now. Please try again.',
};

export const plannerWords = { de, en };
