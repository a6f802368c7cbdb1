import { drawPicture } from './draw.ts';
import { type PictureFormat, pictureName } from './fileName.ts';
import { rasterise } from './rasterise.ts';
import type { PictureRequest } from './request.ts';

export type { PictureFormat };

/** Px of the PNG to one of the picture: sharp on slides and in print up to A5. */
const pngScale = 2;

/** Draws the picture and hands it to the reader as a file. Errors: as drawPicture and rasterise. */
export async function savePicture(format: PictureFormat, request: PictureRequest): Promise<void> {
  const svg = await drawPicture(request);
  const blob = format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await rasterise(svg, pngScale);
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = pictureName(format, request);
  link.click();
  // The download has its own hold on the data after a while; nothing tells when.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
