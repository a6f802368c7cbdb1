/** Bounds that the modelled town watches, as a town would set them. */
import type { ObservedPropertyId } from '../../sensors/properties.ts';
import type { ThresholdRecord } from '../../sensors/records.ts';
import { carParks, gauges } from './places.ts';

/** What is watched of a thing's property: car parks that are nearly full, floods, dust, dry trees and full containers. */
export function thresholdsOf(thing: string, property: ObservedPropertyId): ThresholdRecord[] {
  const above = (
    name: string,
    severity: ThresholdRecord['severity'],
    raiseAt: number,
    clearAt: number,
  ): ThresholdRecord => ({ name, severity, direction: 'above', raiseAt, clearAt });
  switch (property) {
    case 'parking_free': {
      const { spaces = 0 } = carParks.find(({ key }) => key === thing) ?? {};
      const [raiseAt, clearAt] = [Math.round(spaces * 0.08), Math.round(spaces * 0.16)];
      return [{ name: 'Fast voll', severity: 'notice', direction: 'below', raiseAt, clearAt }];
    }
    case 'water_level': {
      const { level = 0 } = gauges.find(({ key }) => key === thing) ?? {};
      const rounded = (factor: number) => Math.round(level * factor);
      return [
        above('Hochwasser, Vorwarnung', 'warning', rounded(1.5), rounded(1.4)),
        above('Hochwasser', 'alarm', rounded(2), rounded(1.8)),
      ];
    }
    case 'pm10':
      return [above('Viel Feinstaub', 'warning', 50, 40)];
    case 'soil_moisture':
      return [{ name: 'Zu trocken, gießen', severity: 'notice', direction: 'below', raiseAt: 15, clearAt: 20 }];
    case 'fill_level':
      return [above('Behälter leeren', 'notice', 85, 30)];
    default:
      return [];
  }
}
