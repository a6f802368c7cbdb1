/**
 * Keys of Germany's large cities, those with the most inhabitants first: all with more than 100,000, and Schwerin, which is
 * capital of a Land. Boundaries say nothing of how large a place is, and a map with room for one name must choose.
 * Source: Statistisches Bundesamt, Gemeindeverzeichnis, inhabitants at the end of 2021.
 */
export const largeCities: readonly string[] = [
  '11000000', // Berlin
  '02000000', // Hamburg
  '09162000', // München
  '05315000', // Köln
  '06412000', // Frankfurt am Main
  '08111000', // Stuttgart
  '05111000', // Düsseldorf
  '14713000', // Leipzig
  '05913000', // Dortmund
  '05113000', // Essen
  '04011000', // Bremen
  '14612000', // Dresden
  '03241001', // Hannover
  '09564000', // Nürnberg
  '05112000', // Duisburg
  '05911000', // Bochum
  '05124000', // Wuppertal
  '05711000', // Bielefeld
  '05314000', // Bonn
  '05515000', // Münster
  '08222000', // Mannheim
  '08212000', // Karlsruhe
  '09761000', // Augsburg
  '06414000', // Wiesbaden
  '05116000', // Mönchengladbach
  '05513000', // Gelsenkirchen
  '05334002', // Aachen
  '03101000', // Braunschweig
  '14511000', // Chemnitz
  '01002000', // Kiel
  '15002000', // Halle (Saale)
  '15003000', // Magdeburg
  '08311000', // Freiburg im Breisgau
  '05114000', // Krefeld
  '07315000', // Mainz
  '01003000', // Lübeck
  '16051000', // Erfurt
  '05119000', // Oberhausen
  '13003000', // Rostock
  '06611000', // Kassel
  '05914000', // Hagen
  '12054000', // Potsdam
  '10041100', // Saarbrücken
  '05915000', // Hamm
  '07314000', // Ludwigshafen am Rhein
  '03403000', // Oldenburg (Oldenburg)
  '05117000', // Mülheim an der Ruhr
  '03404000', // Osnabrück
  '05316000', // Leverkusen
  '08221000', // Heidelberg
  '06411000', // Darmstadt
  '05122000', // Solingen
  '05916000', // Herne
  '09362000', // Regensburg
  '05162024', // Neuss
  '05774032', // Paderborn
  '09161000', // Ingolstadt
  '06413000', // Offenbach am Main
  '09563000', // Fürth
  '09663000', // Würzburg
  '08121000', // Heilbronn
  '08421000', // Ulm
  '08231000', // Pforzheim
  '03103000', // Wolfsburg
  '03159016', // Göttingen
  '05512000', // Bottrop
  '08415061', // Reutlingen
  '07111000', // Koblenz
  '05562032', // Recklinghausen
  '09562000', // Erlangen
  '05378004', // Bergisch Gladbach
  '05120000', // Remscheid
  '04012000', // Bremerhaven
  '16053000', // Jena
  '07211000', // Trier
  '03102000', // Salzgitter
  '05170024', // Moers
  '05970040', // Siegen
  '05754008', // Gütersloh
  '03254021', // Hildesheim
  '06435014', // Hanau
  '07312000', // Kaiserslautern
  '13004000', // Schwerin
];
