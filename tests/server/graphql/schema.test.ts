import { readFile } from 'node:fs/promises';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../server/schema.ts';

test('server/schema.graphql is what the code says; "npm run schema" writes it', async () => {
  const written = await readFile(new URL('../../../server/schema.graphql', import.meta.url), 'utf8');
  expect(written).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`);
});

test('everything public is described', () => {
  const bare: string[] = [];
  const note = (name: string, { description }: { description?: string | null | undefined }): void => {
    if (!description) bare.push(name);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    note(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(`${type.name}.${field.name}`, field);
      for (const argument of field.args) note(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  expect(bare).toEqual([]);
});

test('a number has its unit in its description', () => {
  const units = /%|Mbit\/s|km²|metres|degrees|percentage points|addresses|observations|euros|in the unit of|seconds/i;
  const without: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (String(field.type).includes('Float') && !units.test(field.description ?? ''))
        without.push(`${type.name}.${field.name}`);
    }
  }
  expect(without).toEqual([]);
});
