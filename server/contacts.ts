import { z } from 'zod';

/** How somebody can be reached; null = not stated. */
export interface Contact {
  phone: string | null;
  email: string | null;
  url: string | null;
}

/** Whom the public may ask. */
export interface Contacts {
  /** The office that offers this page; undefined = not stated. */
  town: Contact | undefined;
  /** Companies that build, by the name that the record has them under. */
  operators: ReadonlyMap<string, Contact>;
}

const ways = {
  url: z.url({ protocol: /^https?$/ }),
  email: z.email(),
  phone: z.string().regex(/^\+?[\d ()/-]{4,30}$/),
};

/** Environment variables of the contacts. */
export const contactVariables = {
  CONTACT_TOWN: z.string().transform(parseContact).optional(),
  CONTACT_OPERATORS: z
    .string()
    .transform((text, context) => {
      const entries = text.split(';').filter((entry) => entry.trim() !== '');
      return new Map(
        entries.map((entry) => {
          const [name = '', ...rest] = entry.split('=');
          if (name.trim() === '' || rest.length === 0) {
            context.addIssue({
              code: 'custom',
              message: `"${entry.trim().slice(0, 60)}" must look like "Name = phone, e-mail, web address"; several are parted by ;`,
            });
          }
          return [name.trim(), parseContact(rest.join('='), context)] as const;
        }),
      );
    })
    .optional(),
};

/** Phone number, e-mail and web address in any order, with commas between them; what is none of them is told. */
function parseContact(text: string, context: z.core.$RefinementCtx): Contact {
  const contact: Contact = { phone: null, email: null, url: null };
  for (const part of text.split(',').map((one) => one.trim())) {
    const way = (['url', 'email', 'phone'] as const).find((one) => ways[one].safeParse(part).success);
    if (way === undefined || contact[way] !== null) {
      const what =
        way === undefined
          ? 'is neither a phone number, an e-mail address nor an address that begins with https://'
          : `is a second ${way}`;
      context.addIssue({
        code: 'custom',
        message: `"${part.slice(0, 60)}" ${what}; write "06341 12345, name@town.example, https://town.example"`,
      });
    } else contact[way] = part;
  }
  return contact;
}
