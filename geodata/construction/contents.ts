/** What a file of the construction record may be said to hold. */
export const constructionContents = ['stages', 'addresses', 'geometry'] as const;
export type ConstructionContent = (typeof constructionContents)[number];
