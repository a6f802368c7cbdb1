import { builder } from './builder.ts';
import type { Contact } from './contacts.ts';

const ContactType = builder.objectRef<Contact & { name: string | null }>('Contact').implement({
  description: 'Whom to ask, as whoever operates this page has stated it.',
  fields: (t) => ({
    name: t.exposeString('name', {
      nullable: true,
      description: 'Company that builds, as `RolloutArea.operator` names it; null = the office that offers this page.',
    }),
    phone: t.exposeString('phone', { nullable: true, description: 'Phone number; null = not stated.' }),
    email: t.exposeString('email', { nullable: true, description: 'E-mail address; null = not stated.' }),
    url: t.exposeString('url', { nullable: true, description: 'Web address; null = not stated.' }),
  }),
});

builder.queryField('contacts', (t) =>
  t.field({
    type: [ContactType],
    description: 'Whom the public may ask: the office that offers this page first, then companies that build.',
    resolve: (_root, _args, { contacts: { town, operators } }) => [
      ...(town ? [{ name: null, ...town }] : []),
      ...[...operators].map(([name, contact]) => ({ name, ...contact })),
    ],
  }),
);
