import { stringify } from 'csv-stringify/sync';
import { Router } from 'express';
import type { Template } from '../../geodata/construction/template.ts';
import { templates } from '../../geodata/construction/templates.ts';
import { deviceTemplate } from '../../geodata/sensors/device-template.ts';
import { writeXlsx } from '../../geodata/formats/write-xlsx.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const offered: readonly Template[] = [...templates, deviceTemplate];

/** `/downloads/templates/{name}.{csv|xlsx}`: blank forms of the tables that can be imported. */
export function templatesRouter(): Router {
  const router = Router();
  router.get('/:file', (request, response) => {
    const [name, ending] = request.params.file.split('.');
    const template = offered.find((one) => one.name === name);
    if (!template || (ending !== 'csv' && ending !== 'xlsx')) {
      const names = offered.flatMap((one) => [`${one.name}.csv`, `${one.name}.xlsx`]).join(', ');
      response.status(404).json({ message: `There is no such template. There are ${names}.` });
      return;
    }
    response.attachment(`${template.name}.${ending}`).set('Cache-Control', 'public, max-age=3600');
    if (ending === 'csv') response.type('text/csv; charset=utf-8').send(csvOf(template));
    else response.type(xlsxType).send(Buffer.from(workbookOf(template)));
  });
  return router;
}

/** What a German spreadsheet opens by double click. */
function csvOf({ columns, examples }: Template): string {
  return `\u{FEFF}${stringify([[...columns], ...examples.map((row) => [...row])], { delimiter: ';', record_delimiter: '\r\n' })}`;
}

function workbookOf({ columns, examples, notes, choices }: Template): Uint8Array {
  const chosen = Object.entries(choices).map(([column, texts]) => [columns.indexOf(column), texts] as const);
  return writeXlsx([
    { name: 'Tabelle', rows: [columns, ...examples], choices: new Map(chosen) },
    { name: 'Erläuterung', rows: [['Spalte', 'Was hineingehört'], ...notes] },
  ]);
}
