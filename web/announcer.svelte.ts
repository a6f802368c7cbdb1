/** What a screen reader is told without moving: politely, the last message wins. */
class Announcer {
  message = $state('');

  say(text: string): void {
    this.message = text;
  }
}

export const announcer = new Announcer();
