import type { View } from '../view.ts';
import { timesOf } from '../days.ts';

export function areasVariables(view: View) {
  return { ags: view.place, ...timesOf(view) };
}

/** Undefined if the link names no address. */
export function addressVariables(view: View) {
  return view.address === undefined ? undefined : { ags: view.place, id: view.address, ...timesOf(view) };
}
