import type { View } from '../view.ts';
import { endOfDay } from './days.ts';

/** The two times of the question. Whoever asks what was known on a day asks of that day, unless they name another. */
function timesOf({ on, asOf, language }: View) {
  return {
    on: on ?? asOf ?? null,
    asOf: asOf === undefined ? null : endOfDay(asOf),
    language: language === 'en' ? ('EN' as const) : ('DE' as const),
  };
}

export function areasVariables(view: View) {
  return { ags: view.place, ...timesOf(view) };
}

/** Undefined if the link names no address. */
export function addressVariables(view: View) {
  return view.address === undefined ? undefined : { ags: view.place, id: view.address, ...timesOf(view) };
}
