-- Questions, groups of questions and pages that an organisation uses in many forms. A form keeps its own copy and says which version it took.
create table question_block (
  id text primary key,
  organisation_id text not null references organisation(id),
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('question', 'group', 'page')),
  -- The newest version.
  version integer not null check (version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  retired_at timestamptz,
  retired_by text,
  check ((retired_at is null) = (retired_by is null))
);
-- Two blocks in use are never called the same.
create unique index question_block_name on question_block (organisation_id, lower(name)) where retired_at is null;

-- What a block was at each version: forms that took an old one are compared with it.
create table question_block_version (
  block_id text not null references question_block(id),
  organisation_id text not null references organisation(id),
  number integer not null check (number > 0),
  -- Form.io components as JSON: one question, several, or one page.
  components text not null,
  made_at timestamptz not null,
  made_by text not null,
  primary key (block_id, number)
);
create trigger question_block_version_append_only before update or delete on question_block_version
  for each row execute function refuse_change();
