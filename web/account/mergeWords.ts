/** Letter for letter the specification's (section 11, 2.3). */
export const mergeWords =
  "Your work will be combined based on when each section was last updated. Whichever version is newer wins—whether " +
  "that's from this session or your saved account.";
