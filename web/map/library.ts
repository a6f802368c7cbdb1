/** The map library, in a chunk of its own that is loaded after the first content. */
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { addProtocol, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';

setWorkerUrl(workerUrl);

export { addProtocol, MapLibreMap };
