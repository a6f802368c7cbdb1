/** What goes beside the stages, each in a table of its own. */
export const planningContents = ['defects', 'roadworks', 'plan', 'spending'] as const;
export type PlanningContent = (typeof planningContents)[number];

/** What a file of the construction record may be said to hold. */
export const constructionContents = ['stages', 'addresses', 'geometry', ...planningContents] as const;
export type ConstructionContent = (typeof constructionContents)[number];
