declare module "virtual:common-passwords" {
  /** One a line, the commonest first. */
  const passwords: string;
  export default passwords;
}
