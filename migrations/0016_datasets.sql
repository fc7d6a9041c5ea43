-- Balance and reference files: a council's own lists, looked up by key and second factor, replaced whole at each import.
create table dataset (
  id text primary key,
  organisation_id text not null references organisation(id),
  name text not null check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  layout jsonb not null,
  -- What the next import reads. What the present rows were read with stands beside them, in their import.
  columns jsonb not null,
  -- Second factors are kept only as digests under this.
  salt text not null,
  created_at timestamptz not null,
  unique (organisation_id, name)
);

create table dataset_import (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation(id),
  dataset_id text not null references dataset(id) on delete cascade,
  state text not null check (state in ('loading', 'current', 'past', 'failed')),
  layout jsonb not null,
  columns jsonb not null,
  file_name text not null,
  sha256 text,
  row_count integer not null default 0,
  added integer,
  changed integer,
  removed integer,
  left_out integer,
  actor text not null,
  started_at timestamptz not null,
  -- While loading: when the last rows went in. An import that has not moved for long has died.
  touched_at timestamptz not null,
  imported_at timestamptz,
  ended_at timestamptz,
  rows_cleared boolean not null default false,
  check ((state in ('current', 'past')) = (imported_at is not null)),
  check (imported_at is null or (sha256 is not null and added is not null and changed is not null and removed is not null and left_out is not null)),
  check ((state in ('past', 'failed')) = (ended_at is not null)),
  check (not rows_cleared or state in ('past', 'failed'))
);
create unique index dataset_import_one_current on dataset_import (dataset_id) where state = 'current';
create unique index dataset_import_one_loading on dataset_import (dataset_id) where state = 'loading';
create index dataset_import_newest on dataset_import (dataset_id, id desc);
create index dataset_import_to_clear on dataset_import (ended_at) where ended_at is not null and not rows_cleared;

create table dataset_row (
  organisation_id text not null,
  import_id bigint not null references dataset_import(id) on delete cascade,
  key_form text not null,
  line integer not null,
  search_form text,
  factor_digest text not null,
  -- The exposed columns. What is neither compared nor exposed is not kept at all.
  shown jsonb not null,
  primary key (import_id, key_form)
);
create index dataset_row_search on dataset_row (import_id, search_form) where search_form is not null;

-- Wrong look-ups, counted without knowing whose they are: callers are digests under a salt that lives a day or two.
create table look_up_salt (
  organisation_id text not null references organisation(id),
  day date not null,
  salt text not null,
  primary key (organisation_id, day)
);
create table look_up_caller (
  organisation_id text not null references organisation(id),
  dataset_id text not null references dataset(id) on delete cascade,
  caller_digest text not null,
  window_from timestamptz not null,
  wrong integer not null,
  primary key (dataset_id, caller_digest)
);
create index look_up_caller_old on look_up_caller (window_from);
create table look_up_watch (
  organisation_id text not null references organisation(id),
  dataset_id text primary key references dataset(id) on delete cascade,
  window_from timestamptz not null,
  misses integer not null,
  alerts integer not null default 0,
  alerted_at timestamptz
);

-- Uses of a limit such as "once per property per 12 months". What was used is kept as a digest.
create table usage (
  id text primary key,
  organisation_id text not null references organisation(id),
  limit_name text not null,
  subject_digest text not null,
  submission_id text not null references submission(id) on delete cascade,
  used_on date not null,
  unique (organisation_id, limit_name, subject_digest, submission_id)
);
create index usage_submission on usage (submission_id);

-- Where an organisation's addresses come from.
create table address_source (
  id text primary key,
  organisation_id text not null unique references organisation(id),
  source text not null,
  sealed_settings text not null,
  changed_at timestamptz not null
);
