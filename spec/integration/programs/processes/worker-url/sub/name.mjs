export const name = 'a member';
