/** What the tests of the picture run in a browser. */
export { drawPicture } from '../../web/coverage/picture/draw.ts';
export { rasterise } from '../../web/coverage/picture/rasterise.ts';
