/** What the page in Leichte Sprache tells of a place: shares in % from 1000 Mbit/s on, null = no figure. */
export interface EasyPlace {
  name: string;
  fibrePercent: number | null;
  allPercent: number | null;
  /** As it is read: "Mitte 2021". */
  date: string;
}
