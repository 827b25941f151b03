/** Styles come into the page by being imported; the bundler takes them from there. */
declare module "*.css";
