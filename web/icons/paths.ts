/** Our own signs as paths on a ground of 20 × 20. */
export const paths = {
  search: 'M9 15.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.7-1.8L18 18',
  moon: 'M16.5 12.2A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.7Z',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 1.5v2m0 13v2M1.5 10h2m13 0h2M4 4l1.4 1.4m9.2 9.2L16 16M4 16l1.4-1.4m9.2-9.2L16 4',
  table: 'M2.5 3h15v14h-15zM2.5 7.5h15M8 7.5V17',
  map: 'M2 4.5 7.2 2.5v13L2 17.5zM7.2 2.5l5.6 2v13l-5.6-2M12.8 4.5 18 2.5v13l-5.2 2',
  share: 'M10 13V2m0 0L6 6m4-4 4 4M4 9.5H2.5v8h15v-8H16',
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  locate: 'M10 15.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM10 1v4m0 10v4M1 10h4m10 0h4',
  play: 'M5.5 3.5v13l11-6.5z',
  pause: 'M6.5 4v12m7-12v12',
  down: 'm5 7.5 5 5 5-5',
  up: 'm5 12.5 5-5 5 5',
  warning: 'M10 2.5 1.5 17h17zM10 8v4m0 2.2v.3',
  offline: 'M2 2l16 16M4.5 9.5a8 8 0 0 1 3-1.9m5 0a8 8 0 0 1 3 1.9M7 12.5a4.5 4.5 0 0 1 6 0M10 16v.2',
  info: 'M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-9v5m0-8v.3',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4 10.5 4 4 8-9',
  gap: 'M2.5 2.5h6v6h-6zM11.5 11.5h6v6h-6zM2.5 11.5h6v6h-6zM14.5 3v5m-2.5-2.5h5',
  compare: 'M2.5 3h6v14h-6zM11.5 3h6v14h-6zM10 1v18',
  rollout: 'M2.5 9.5 10 3l7.5 6.5M5 8v9h10V8M10 17v-5',
  print: 'M5.5 7V2.5h9V7M5.5 14H2.5V7h15v7h-3M5.5 11.5h9v6h-9z',
  copy: 'M7 7V2.5h10.5V13H13M2.5 7H13v10.5H2.5z',
  clock: 'M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-13v5l3.5 2',
  sensors:
    'M10 17.5v-7m0 0a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm-4.2 2a6 6 0 0 1 0-8m8.4 0a6 6 0 0 1 0 8M3 15a9.5 9.5 0 0 1 0-13m14 0a9.5 9.5 0 0 1 0 13',
  download: 'M10 2v11m0 0 4.5-4.5M10 13 5.5 8.5M2.5 14v3.5h15V14',
} as const;

export type IconName = keyof typeof paths;
