import type { Map as MapLibreMap } from 'maplibre-gl';
import { type Bounds, cameraFor } from './camera.ts';

/** Several maps that always show the same piece of ground: whichever is moved, the others are there at once. */
export class SharedCameras {
  readonly #maps = new Set<MapLibreMap>();
  #following = false;

  /** Until the returned function is called. */
  join(map: MapLibreMap): () => void {
    const [first] = this.#maps;
    if (first) map.jumpTo({ center: first.getCenter(), zoom: first.getZoom() });
    this.#maps.add(map);
    const subscription = map.on('move', () => this.#follow(map));
    return () => {
      this.#maps.delete(map);
      subscription.unsubscribe();
    };
  }

  #follow(moved: MapLibreMap): void {
    if (this.#following) return;
    this.#following = true;
    const camera = { center: moved.getCenter(), zoom: moved.getZoom() };
    for (const map of this.#maps) if (map !== moved) map.jumpTo(camera);
    this.#following = false;
  }

  zoomBy(step: number, duration: number): void {
    const [map] = this.#maps;
    map?.zoomTo(map.getZoom() + step, { duration }, { originalEvent: true });
  }

  goTo(bounds: Bounds, covered: number, duration: number): void {
    const [map] = this.#maps;
    if (!map) return;
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    map.easeTo({ ...cameraFor(bounds, { width, height, covered }), duration });
  }
}
