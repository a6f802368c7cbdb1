/** Places of Landau where a town would plausibly observe: names are real, what stands there is modelled. Degrees. */
export interface Place {
  key: string;
  name: string;
  latitude: number;
  longitude: number;
}

/** Car parks and their spaces. */
export const carParks: readonly (Place & { spaces: number })[] = [
  { ...place('rathausplatz', 'Tiefgarage Rathausplatz', 49.1985, 8.1178), spaces: 210 },
  { ...place('alter-messplatz', 'Alter Meßplatz', 49.2008, 8.1226), spaces: 330 },
  { ...place('neuer-messplatz', 'Neuer Meßplatz', 49.2079, 8.1093), spaces: 620 },
  { ...place('weissquartierplatz', 'Weißquartierplatz', 49.1957, 8.1154), spaces: 118 },
  { ...place('deutsches-tor', 'Am Deutschen Tor', 49.2036, 8.1148), spaces: 96 },
  { ...place('hauptbahnhof', 'Hauptbahnhof, P+R', 49.1977, 8.1263), spaces: 184 },
  { ...place('zoo', 'Zoo', 49.2041, 8.1079), spaces: 142 },
  { ...place('festhalle', 'Jugendstil-Festhalle', 49.2031, 8.1109), spaces: 88 },
];

/** Counters; bicycles a day in summer, or people on foot. */
export const counters: readonly (Place & { what: 'bicycles' | 'pedestrians'; daily: number })[] = [
  { ...place('rad-queichtal', 'Queichtalradweg, West', 49.2031, 8.0962), what: 'bicycles', daily: 1400 },
  { ...place('rad-bahnhof', 'Radzählstelle Hauptbahnhof', 49.1981, 8.1249), what: 'bicycles', daily: 2100 },
  { ...place('rad-universitaet', 'Radzählstelle Universität', 49.2044, 8.1062), what: 'bicycles', daily: 1700 },
  { ...place('rad-queichheim', 'Queichheimer Brücke', 49.2002, 8.1312), what: 'bicycles', daily: 1200 },
  { ...place('rad-suedpark', 'Südpark', 49.1872, 8.1149), what: 'bicycles', daily: 900 },
  { ...place('fuss-marktstrasse', 'Marktstraße', 49.1993, 8.1172), what: 'pedestrians', daily: 9000 },
  { ...place('fuss-kronstrasse', 'Kronstraße', 49.1982, 8.1166), what: 'pedestrians', daily: 7200 },
  { ...place('fuss-ostpark', 'Ostpark', 49.1992, 8.1235), what: 'pedestrians', daily: 2600 },
];

/** Gauges; centimetres on an ordinary day. */
export const gauges: readonly (Place & { level: number })[] = [
  { ...place('queich-godramstein', 'Queich, Godramstein', 49.2131, 8.0764), level: 62 },
  { ...place('queich-west', 'Queich, Landau West', 49.2029, 8.1021), level: 71 },
  { ...place('queich-queichheim', 'Queich, Queichheim', 49.2023, 8.1394), level: 78 },
  { ...place('queich-moerlheim', 'Queich, Mörlheim', 49.2049, 8.1667), level: 83 },
  { ...place('birnbach', 'Birnbach, Wollmesheim', 49.1803, 8.0905), level: 34 },
];

export const weatherStations: readonly Place[] = [
  place('wetter-rathaus', 'Wetter Rathaus', 49.1986, 8.1184),
  place('wetter-ebenberg', 'Wetter Ebenberg', 49.1841, 8.1213),
  place('wetter-nussdorf', 'Wetter Nußdorf', 49.2268, 8.1041),
  place('wetter-arzheim', 'Wetter Arzheim', 49.1893, 8.0799),
  place('wetter-queichheim', 'Wetter Queichheim', 49.2012, 8.1388),
];

/** Air; how much traffic is near, 0 to 1. */
export const airStations: readonly (Place & { traffic: number })[] = [
  { ...place('luft-ostring', 'Luft Ostring', 49.1992, 8.1218), traffic: 0.9 },
  { ...place('luft-rheinstrasse', 'Luft Rheinstraße', 49.2006, 8.1253), traffic: 1 },
  { ...place('luft-westring', 'Luft Westring', 49.1998, 8.1096), traffic: 0.8 },
  { ...place('luft-goethepark', 'Luft Goethepark', 49.2028, 8.1127), traffic: 0.3 },
  { ...place('luft-moerzheim', 'Luft Mörzheim', 49.1641, 8.0769), traffic: 0.1 },
  { ...place('luft-dammheim', 'Luft Dammheim', 49.2211, 8.1459), traffic: 0.4 },
];

/** Trees; how well their soil keeps water, 0 to 1. */
export const trees: readonly (Place & { keeps: number })[] = [
  { ...place('linde-rathausplatz', 'Linde am Rathausplatz', 49.1987, 8.1181), keeps: 0.3 },
  { ...place('platane-ostring', 'Platane am Ostring', 49.1983, 8.1216), keeps: 0.4 },
  { ...place('kastanie-nordring', 'Kastanie am Nordring', 49.2039, 8.1169), keeps: 0.5 },
  { ...place('ahorn-goethepark', 'Ahorn im Goethepark', 49.2031, 8.1131), keeps: 0.8 },
  { ...place('eiche-fort', 'Eiche am Fort', 49.2063, 8.1113), keeps: 0.7 },
  { ...place('ulme-schillerpark', 'Ulme im Schillerpark', 49.2014, 8.1101), keeps: 0.8 },
  { ...place('esche-suedring', 'Esche am Südring', 49.1939, 8.1158), keeps: 0.4 },
  { ...place('linde-suedpark', 'Linde im Südpark', 49.1869, 8.1156), keeps: 0.6 },
  { ...place('platane-bahnhof', 'Platane am Hauptbahnhof', 49.1979, 8.1252), keeps: 0.3 },
  { ...place('kirsche-horststrasse', 'Kirsche in der Horststraße', 49.2026, 8.1279), keeps: 0.5 },
];

export const noiseMeters: readonly (Place & { base: number })[] = [
  { ...place('laerm-rheinstrasse', 'Schall Rheinstraße', 49.2007, 8.1255), base: 58 },
  { ...place('laerm-marktstrasse', 'Schall Marktstraße', 49.1992, 8.117), base: 50 },
  { ...place('laerm-bahnhof', 'Schall Hauptbahnhof', 49.1976, 8.1258), base: 55 },
  { ...place('laerm-nussdorf', 'Schall Nußdorf', 49.2263, 8.1049), base: 42 },
];

/** Charging stations and their points. */
export const chargingStations: readonly (Place & { points: number })[] = [
  { ...place('laden-rathaus', 'Laden Rathausplatz', 49.1984, 8.1176), points: 4 },
  { ...place('laden-bahnhof', 'Laden Hauptbahnhof', 49.1978, 8.1261), points: 6 },
  { ...place('laden-messplatz', 'Laden Alter Meßplatz', 49.2009, 8.1229), points: 8 },
  { ...place('laden-lager', 'Laden Haardtstraße', 49.2072, 8.1163), points: 2 },
  { ...place('laden-queichheim', 'Laden Queichheim', 49.2008, 8.1402), points: 4 },
  { ...place('laden-godramstein', 'Laden Godramstein', 49.2144, 8.0785), points: 2 },
];

/** Containers; days until they are full. */
export const containers: readonly (Place & { days: number })[] = [
  { ...place('glas-messplatz', 'Glascontainer Alter Meßplatz', 49.2011, 8.1222), days: 6 },
  { ...place('glas-arzheim', 'Glascontainer Arzheim', 49.1889, 8.0811), days: 11 },
  { ...place('papier-horst', 'Papiercontainer Horst', 49.2043, 8.1301), days: 5 },
  { ...place('papier-wollmesheim', 'Papiercontainer Wollmesheim', 49.1773, 8.0893), days: 9 },
];

/** Public buildings; kilowatts on an ordinary day at noon, and of their roofs in full sun. */
export const buildings: readonly (Place & { load: number; roof: number })[] = [
  { ...place('energie-rathaus', 'Strom Rathaus', 49.1986, 8.1186), load: 85, roof: 30 },
  { ...place('energie-schulzentrum', 'Strom Schulzentrum Ost', 49.1996, 8.1301), load: 120, roof: 95 },
  { ...place('energie-stadtbibliothek', 'Strom Stadtbibliothek', 49.2021, 8.1154), load: 40, roof: 0 },
  { ...place('energie-freibad', 'Strom Freizeitbad', 49.1909, 8.1243), load: 160, roof: 60 },
];

function place(key: string, name: string, latitude: number, longitude: number): Place {
  return { key, name, latitude, longitude };
}
