import { timesOf, today } from '../days.ts';
import type { View } from '../view.ts';

/** Roadworks of so many days ahead are listed. */
const daysAhead = 60;

/** The day of the question: that of the link, or today. */
export function dayOf(view: View): string {
  return timesOf(view).on ?? today();
}

export function plannedAreasVariables(view: View) {
  return { ags: view.place, ...timesOf(view), on: dayOf(view) };
}

export function progressVariables(view: View) {
  const on = dayOf(view);
  const until = new Date(Date.parse(on) + daysAhead * 86_400_000).toISOString().slice(0, 10);
  return { ...plannedAreasVariables(view), district: view.district ?? null, until };
}
