/** Letter for letter the specification's (section 11, 5.3). */
export const lostWords =
  "Your encrypted personal data (financial info, contact details, and private reflections) cannot be recovered " +
  "without your original password. All other progress has been preserved.";
