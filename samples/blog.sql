-- A blog with tags: posts and tags are many-to-many. SQLite.

PRAGMA foreign_keys = ON;

CREATE TABLE authors (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE
);

CREATE TABLE posts (
    id           INTEGER PRIMARY KEY,
    author_id    INTEGER NOT NULL REFERENCES authors (id),
    title        TEXT NOT NULL,
    body         TEXT NOT NULL DEFAULT '',
    is_draft     INTEGER NOT NULL DEFAULT 1 CHECK (is_draft IN (0, 1)),
    published_at TEXT,
    slug         TEXT GENERATED ALWAYS AS (lower(replace(title, ' ', '-'))) VIRTUAL
);
CREATE INDEX idx_posts_author_id ON posts (author_id);
CREATE INDEX idx_posts_published_at ON posts (published_at DESC) WHERE is_draft = 0;

CREATE TABLE comments (
    id         INTEGER PRIMARY KEY,
    post_id    INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    parent_id  INTEGER REFERENCES comments (id) ON DELETE CASCADE,
    author     TEXT NOT NULL,
    body       TEXT NOT NULL,
    written_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_comments_post_id ON comments (post_id);
CREATE INDEX idx_comments_parent_id ON comments (parent_id);

CREATE TABLE tags (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE posts_tags (
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    tag_id  INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (post_id, tag_id)
);

CREATE VIEW published_posts AS
SELECT p.id, p.title, p.published_at, a.name AS author
FROM posts p JOIN authors a ON a.id = p.author_id
WHERE p.is_draft = 0;
