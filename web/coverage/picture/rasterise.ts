import wholeRegular from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-Regular.woff2?url';
import wholeMedium from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-Medium.woff2?url';
import wholeSemiBold from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-SemiBold.woff2?url';
import wholeItalic from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-Italic.woff2?url';
import regular from '../../fonts/breitblick-sans-400.woff2?url';
import italic from '../../fonts/breitblick-sans-400-italic.woff2?url';
import medium from '../../fonts/breitblick-sans-500.woff2?url';
import semiBold from '../../fonts/breitblick-sans-600.woff2?url';

/** Faces of Fira Sans by how the SVG asks for them: a small file with the letters of fonts.css, and the whole one. */
const faces = [
  { asks: undefined, small: regular, whole: wholeRegular, weight: 400, style: 'normal' },
  { asks: 'font-weight="500"', small: medium, whole: wholeMedium, weight: 500, style: 'normal' },
  { asks: 'font-weight="600"', small: semiBold, whole: wholeSemiBold, weight: 600, style: 'normal' },
  { asks: 'font-style="italic"', small: italic, whole: wholeItalic, weight: 400, style: 'italic' },
];

/** A letter that the small files do not have for certain. */
const rare =
  /[^\n\u0020-\u007e\u00a0-\u00ff\u0106\u0107\u010c\u010d\u011a\u011b\u0141-\u0144\u0152-\u0155\u0158-\u015b\u0160\u0161\u0178-\u017e\u2010-\u2015\u2018-\u201e\u2026\u202f\u2212]/;

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
