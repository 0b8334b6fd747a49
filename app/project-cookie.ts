/** Which project a browser looked at last. */
export const projectCookie = 'project'
