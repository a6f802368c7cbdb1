/** Entities to be sent; what a test does not say is plain. */
type Body = Record<string, unknown>;

const measurement = 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement';

export function aLocation(location: Body = {}): Body {
  return {
    name: 'Marktplatz',
    description: 'Middle of the town',
    encodingType: 'application/geo+json',
    location: { type: 'Point', coordinates: [8.11, 49.2] },
    ...location,
  };
}

export function aThing(thing: Body = {}): Body {
  return { name: 'Station', description: 'A station', properties: { field: 1 }, Locations: [aLocation()], ...thing };
}

export function aSensor(sensor: Body = {}): Body {
  return {
    name: 'Thermometer',
    description: 'Platinum',
    encodingType: 'application/pdf',
    metadata: 'http://town.example/thermometer.pdf',
    ...sensor,
  };
}

export function anObservedProperty(property: Body = {}): Body {
  return {
    name: 'Temperature',
    definition: 'http://town.example/temperature',
    description: 'How warm it is',
    ...property,
  };
}

/** With its sensor and observed property, without its thing. */
export function aDatastream(datastream: Body = {}): Body {
  return {
    name: 'Air temperature',
    description: 'Of the station',
    observationType: measurement,
    unitOfMeasurement: { name: 'degree Celsius', symbol: '°C', definition: 'http://qudt.org/vocab/unit/DEG_C' },
    Sensor: aSensor(),
    ObservedProperty: anObservedProperty(),
    ...datastream,
  };
}

export function aFeature(feature: Body = {}): Body {
  return {
    name: 'Market',
    description: 'Air over the market',
    encodingType: 'application/geo+json',
    feature: { type: 'Point', coordinates: [8.12, 49.21] },
    ...feature,
  };
}

export function anObservation(observation: Body = {}): Body {
  return { phenomenonTime: '2026-01-15T10:00:00Z', result: 1, ...observation };
}
