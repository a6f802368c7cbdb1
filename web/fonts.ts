import wholeRegular from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-Regular.woff2?url';
import wholeMedium from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-Medium.woff2?url';
import wholeSemiBold from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-SemiBold.woff2?url';
import wholeItalic from '@kern-ux/native/dist/fonts/fira-sans/FiraSans-Italic.woff2?url';
import regular from './fonts/breitblick-sans-400.woff2?url';
import italic from './fonts/breitblick-sans-400-italic.woff2?url';
import medium from './fonts/breitblick-sans-500.woff2?url';
import semiBold from './fonts/breitblick-sans-600.woff2?url';

// Addresses of the font's files, for what is drawn outside of the page and sees none of its styles; see fonts.css.

/** Faces of Fira Sans by how the SVG asks for them: a small file with the letters of fonts.css, and the whole one. */
export const faces = [
  { asks: undefined, small: regular, whole: wholeRegular, weight: 400, style: 'normal' },
  { asks: 'font-weight="500"', small: medium, whole: wholeMedium, weight: 500, style: 'normal' },
  { asks: 'font-weight="600"', small: semiBold, whole: wholeSemiBold, weight: 600, style: 'normal' },
  { asks: 'font-style="italic"', small: italic, whole: wholeItalic, weight: 400, style: 'italic' },
];

/** A letter that the small files do not have for certain. */
export const rare =
  /[^\n\u0020-\u007e\u00a0-\u00ff\u0106\u0107\u010c\u010d\u011a\u011b\u0141-\u0144\u0152-\u0155\u0158-\u015b\u0160\u0161\u0178-\u017e\u2010-\u2015\u2018-\u201e\u2026\u202f\u2212]/;
