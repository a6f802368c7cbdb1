import { Request } from '../request.svelte.ts';
import { type Contact, ContactsDocument } from './documents.ts';

/** Whom the public may ask; made once, in a component. */
export class ContactBook {
  readonly #request = new Request(ContactsDocument, () => ({}), { brings: true });

  /** A company that builds, or with null the office that offers this page; undefined = not stated. */
  of(name: string | null): Contact | undefined {
    return this.#request.data?.contacts.find((contact) => contact.name === name);
  }
}
