import { faces, rare } from '../../fonts.ts';

/**
 * Draws an SVG as PNG. An image sees none of the page's fonts, so the ones it asks for are put into it. Errors: if a font
 * does not come, for a picture in another font would be a poorer one that nobody notices; if the canvas gives no image.
 */
export async function rasterise(svg: string, scale: number): Promise<Blob> {
  const image = new Image();
  image.src = await dataUrl(new Blob([await withFonts(svg)], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No canvas to draw the picture on');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The picture is too large for this browser'));
    }, 'image/png');
  });
}

async function withFonts(svg: string): Promise<string> {
  const asked = faces.filter(({ asks }) => asks === undefined || svg.includes(asks));
  const rules = await Promise.all(
    asked.map(async ({ small, whole, weight, style }) => {
      const address = rare.test(svg) ? whole : small;
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${address} answered ${response.status}`);
      const font = await dataUrl(new Blob([await response.arrayBuffer()], { type: 'font/woff2' }));
      return `@font-face{font-family:'Fira Sans';font-weight:${weight};font-style:${style};src:url(${font}) format('woff2')}`;
    }),
  );
  return svg.replace('<defs>', () => `<defs><style>${rules.join('')}</style>`);
}

/** Not a blob URL: the page's content security lets images come from itself and from data alone. */
function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(reader.error ?? new Error('The data could not be read'));
    reader.readAsDataURL(blob);
  });
}
