import { answerProblem, type ServiceContext } from '../service.ts';
import type { ServiceAnswer, ServiceRequest } from '../answer.ts';
import { problemOf } from '../database-problem.ts';
import { SensorThingsProblem } from '../problem.ts';
import { answerJsonBatch } from './json.ts';
import { answerMultipart } from './multipart.ts';
import { BatchRun } from './run.ts';

/** Answers `POST $batch`: many requests in one, as `multipart/mixed` or as JSON. Each needs the right that it needs alone. */
export async function answerBatch(context: ServiceContext, request: ServiceRequest): Promise<ServiceAnswer> {
  const run = new BatchRun(context, request.mayWrite);
  try {
    if (request.method !== 'POST') throw new SensorThingsProblem(405, '$batch takes POST.');
    const multipart = request.contentType.toLowerCase().startsWith('multipart/mixed');
    if (multipart) return await answerMultipart(run, request.contentType, request.body);
    return await answerJsonBatch(run, request.body);
  } catch (error) {
    return answerProblem(problemOf(error));
  }
}
