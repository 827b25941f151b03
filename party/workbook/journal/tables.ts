/**
 * The log's own tables, in the object's SQLite. `unsaved` holds what D1 still has to learn of an operation: apart
 * from it, so that what is saved is not written again. `facts` holds what is true for ever once it is (completions,
 * unlocks, late questions, row ids, own skills) and how instances, practices and notes stand. `key` is a placement's
 * key or an instance's id.
 */
export const journalTables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS ops (
     n INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
     payload_hash TEXT NOT NULL, at TEXT NOT NULL, device TEXT, rev INTEGER, content_version INTEGER NOT NULL,
     frontier TEXT, delivered TEXT, events TEXT)`,
  `CREATE TABLE IF NOT EXISTS unsaved (n INTEGER PRIMARY KEY, changes TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS op_parts (n INTEGER NOT NULL, what TEXT NOT NULL, i INTEGER NOT NULL, text TEXT NOT NULL,
     PRIMARY KEY (n, what, i)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS files (id TEXT NOT NULL, i INTEGER NOT NULL, text TEXT NOT NULL, until TEXT NOT NULL,
     PRIMARY KEY (id, i)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS facts (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
     PRIMARY KEY (kind, key)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS revisions (key TEXT NOT NULL, rev INTEGER NOT NULL, value TEXT NOT NULL,
     device TEXT, at TEXT NOT NULL, PRIMARY KEY (key, rev)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS drafts (key TEXT PRIMARY KEY, rev INTEGER NOT NULL, value TEXT NOT NULL,
     device TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID`,
];
